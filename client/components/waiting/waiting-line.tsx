'use client';

import type { SaleState } from '../../lib/sales.ts';
import type { TicketType, WaitingEntry } from '../../lib/types.ts';
import { waitingRange } from '../../lib/waiting.ts';
import { Notice } from '../ui/notice.tsx';
import { JoinWaitingList } from './join-waiting-list.tsx';
import { WaitingStatus } from './waiting-status.tsx';

interface WaitingLineProps {
  type: TicketType;
  state: SaleState;
  timeZone: string;
  entry: WaitingEntry | undefined;
  /** More than there is now, as far as we know: what a detour brought back, or all that is left and no more to press for. */
  wanted: number;
  problem: string | undefined;
  busy: boolean;
  onJoin: (quantity: number) => void;
  onLeave: (entry: WaitingEntry) => void;
}

/** What a ticket type's row says about its waiting list; nothing while there are enough tickets. */
export function WaitingLine(props: WaitingLineProps) {
  const { type, state, timeZone, entry, wanted, problem, busy, onJoin, onLeave } = props;
  const range = entry ? undefined : waitingRange(type, state);
  const offered = range !== undefined && (state === 'sold-out' || wanted >= range.least);
  if (!entry && !offered && !problem) return null;
  return (
    <div className="mt-3 space-y-2">
      {problem && <Notice tone="warning">{problem}</Notice>}
      {entry && <WaitingStatus entry={entry} timeZone={timeZone} busy={busy} onLeave={onLeave} />}
      {range && offered && (
        <>
          {state !== 'sold-out' && (
            <p className="text-sm text-ink-2">Not enough for you? We can ask you first.</p>
          )}
          <JoinWaitingList type={type} range={range} wanted={wanted} busy={busy} onJoin={onJoin} />
        </>
      )}
    </div>
  );
}
