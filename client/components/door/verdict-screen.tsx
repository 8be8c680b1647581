'use client';

import { useEffect } from 'react';
import { firstScanText, holderName, verdictText } from '../../lib/verdicts.ts';
import { Spinner } from '../ui/spinner.tsx';
import type { Outcome } from './use-scanning.ts';

interface VerdictScreenProps {
  outcome: Outcome;
  timeZone: string;
  onNext: () => void;
  onRetry: () => void;
}

const backAfterMs = { admit: 1_800, refuse: 6_000 };

/** The answer, readable from two metres: green and a tick, or red and a cross, with the reason in words. */
export function VerdictScreen({ outcome, timeZone, onNext, onRetry }: VerdictScreenProps) {
  const tone = outcome.kind === 'verdict' ? verdictText(outcome.result.verdict).tone : null;
  useEffect(() => {
    if (!tone) return undefined;
    const timer = setTimeout(onNext, backAfterMs[tone]);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' || event.key === 'Enter') onNext();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKey);
    };
  }, [tone, outcome, onNext]);

  if (outcome.kind === 'checking') {
    return (
      <div className="fixed inset-0 z-50 grid place-items-center bg-ink/90 text-paper" role="status">
        <div className="grid place-items-center gap-4">
          <Spinner className="h-12 w-12" />
          <p className="text-xl">Checking</p>
        </div>
      </div>
    );
  }
  if (outcome.kind === 'failed')
    return <Failed sentence={outcome.sentence} onRetry={onRetry} onNext={onNext} />;

  const { result } = outcome;
  const text = verdictText(result.verdict, outcome.scan.direction);
  const admit = text.tone === 'admit';
  const name = holderName(result);
  return (
    <button
      type="button"
      data-testid="verdict"
      data-verdict={result.verdict}
      onClick={onNext}
      className={`fixed inset-0 z-50 flex w-full flex-col items-center justify-center p-8 text-center text-white ${
        admit ? 'bg-[#0a7d4f]' : 'bg-[#b3200a]'
      }`}
    >
      <svg viewBox="0 0 100 100" className="h-32 w-32" aria-hidden="true">
        <path
          d={admit ? 'M18 54l22 22 44-52' : 'M24 24l52 52M76 24L24 76'}
          fill="none"
          stroke="currentColor"
          strokeWidth="13"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span role="alert" className="mt-4 block">
        <span className="block font-display text-6xl leading-none font-extrabold tracking-tight sm:text-8xl">
          {text.title}
        </span>
        {result.ticket?.ticketTypeName && (
          <span className="mt-5 block text-3xl font-bold">{result.ticket.ticketTypeName}</span>
        )}
        {name && <span className="mt-1 block text-2xl">{name}</span>}
        {text.advice && <span className="mt-5 block max-w-md text-xl">{text.advice}</span>}
        {firstScanText(result, timeZone) && (
          <span className="mt-2 block text-xl font-bold" data-testid="first-scan">
            {firstScanText(result, timeZone)}
          </span>
        )}
      </span>
      <span className="absolute inset-x-0 bottom-8 text-lg text-white/90">Tap for the next guest</span>
    </button>
  );
}

function Failed({
  sentence,
  onRetry,
  onNext,
}: {
  sentence: string;
  onRetry: () => void;
  onNext: () => void;
}) {
  return (
    <div
      role="alert"
      data-testid="scan-failed"
      className="fixed inset-0 z-50 flex flex-col items-center justify-center bg-[#8a5300] p-8 text-center text-white"
    >
      <p className="font-display text-5xl font-extrabold tracking-tight">No answer</p>
      <p className="mt-4 max-w-md text-xl">{sentence} Nobody is admitted yet.</p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <button
          type="button"
          data-testid="scan-retry"
          onClick={onRetry}
          className="btn bg-white text-lg text-ink"
        >
          Try again
        </button>
        <button type="button" onClick={onNext} className="btn border border-white/60 text-lg">
          Leave it
        </button>
      </div>
    </div>
  );
}
