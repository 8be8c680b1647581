'use client';

import { useEffect } from 'react';
import type { Door } from '../../lib/door.ts';
import { formatTime } from '../../lib/time.ts';
import type { DoorState } from '../../lib/types.ts';
import { gateName, holderName, verdictText } from '../../lib/verdicts.ts';
import { CameraPanel } from './camera-panel.tsx';
import { CodeInput } from './code-input.tsx';
import { DirectionSwitch } from './direction-switch.tsx';
import { useScanning } from './use-scanning.ts';
import { VerdictScreen } from './verdict-screen.tsx';

interface DoorScreenProps {
  door: Door;
  initialState: DoorState;
  onClosed: () => void;
  onLeave: () => void;
}

export function DoorScreen({ door, initialState, onClosed, onLeave }: DoorScreenProps) {
  const scanning = useScanning({ door, initialState, onClosed });
  const { state, outcome, history, submit, retry, dismiss } = scanning;
  const timeZone = state.event.timezone;
  useWakeLock();
  return (
    <div className="fixed inset-0 z-40 overflow-y-auto bg-ink text-paper" data-testid="door">
      <div className="mx-auto flex min-h-full max-w-xl flex-col gap-4 p-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
        <div className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <h1 className="truncate text-2xl">{state.event.name}</h1>
            <p className="truncate text-paper/75 first-letter:uppercase">
              {state.gate ? gateName(state.gate) : state.name}
            </p>
          </div>
          <Counts counts={state.counts} reentry={state.event.reentry} />
        </div>
        {state.event.reentry && (
          <DirectionSwitch value={scanning.direction} onChange={scanning.setDirection} />
        )}
        <CameraPanel paused={outcome !== null} onCode={submit} />
        <CodeInput active={outcome === null} onCode={submit} />
        <section aria-label="Last scans">
          <ul
            className="max-h-48 divide-y divide-paper/15 overflow-y-auto rounded-2xl bg-paper/10 empty:hidden"
            data-testid="scan-history"
          >
            {history.map(({ scan, result }) => {
              const { tone, title } = verdictText(result.verdict, scan.direction);
              const who = [result.ticket?.ticketTypeName, holderName(result)].filter(Boolean).join(' · ');
              return (
                <li key={scan.scanId} className="flex items-center gap-3 px-4 py-2.5">
                  <span
                    className={`h-3 w-3 shrink-0 rounded-full ${tone === 'admit' ? 'bg-lime' : 'bg-[#ff6a4d]'}`}
                    aria-hidden="true"
                  />
                  <span className="font-bold whitespace-nowrap">{title}</span>
                  <span className="min-w-0 flex-1 truncate text-paper/75">{who}</span>
                  <span className="text-paper/75 tabular-nums">{formatTime(scan.scannedAt, timeZone)}</span>
                </li>
              );
            })}
          </ul>
        </section>
        <button
          type="button"
          onClick={onLeave}
          className="min-h-11 self-center text-sm text-paper/75 underline underline-offset-4"
        >
          Leave this door
        </button>
      </div>
      {outcome && <VerdictScreen outcome={outcome} timeZone={timeZone} onNext={dismiss} onRetry={retry} />}
    </div>
  );
}

function Counts({ counts, reentry }: { counts: DoorState['counts']; reentry: boolean }) {
  return (
    <p className="text-right leading-none" data-testid="door-counts">
      <span className="font-display text-4xl font-extrabold tracking-tight tabular-nums">
        {counts.admitted}
      </span>
      <span className="text-lg text-paper/75"> / {counts.tickets}</span>
      <span className="mt-1 block text-sm text-paper/75">
        {reentry ? `admitted, ${counts.inside} inside` : 'admitted'}
      </span>
    </p>
  );
}

/** A gate's screen must not fall asleep between two guests. */
function useWakeLock() {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return undefined;
    let lock: WakeLockSentinel | undefined;
    const take = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        lock = await navigator.wakeLock.request('screen');
      } catch {
        // Low battery or a browser that refuses: the steward taps the screen now and then.
      }
    };
    void take();
    document.addEventListener('visibilitychange', take);
    return () => {
      document.removeEventListener('visibilitychange', take);
      void lock?.release();
    };
  }, []);
}
