import Link from 'next/link';
import type { WaitingEntry } from '../../lib/types.ts';
import { isInLine, waitingSentence } from '../../lib/waiting.ts';

interface WaitingStatusProps {
  entry: WaitingEntry;
  timeZone: string;
  busy: boolean;
  onLeave: (entry: WaitingEntry) => void;
}

/** Where I am in the line, with the way out; with an offer above all the way to pay. */
export function WaitingStatus({ entry, timeZone, busy, onLeave }: WaitingStatusProps) {
  const offered = entry.status === 'offered' && entry.orderId !== null;
  return (
    <div
      role="status"
      data-testid="waiting-status"
      data-status={entry.status}
      className={`rounded-xl px-4 py-3 text-ink ${offered ? 'bg-lime' : 'bg-mist'}`}
    >
      <p className={offered ? 'font-bold' : 'font-semibold'}>
        {waitingSentence(entry, timeZone)}
        {offered ? ': pay now.' : '.'}
      </p>
      <p className="text-sm text-ink-2">
        {entry.quantity} × {entry.ticketTypeName}
        {entry.status === 'waiting' && ' · we mail you when it is your turn'}
      </p>
      {isInLine(entry) && (
        <div className="mt-1 flex flex-wrap items-center gap-x-4">
          {offered && (
            <Link
              href={`/orders/${entry.orderId}/checkout`}
              data-testid="pay-offer"
              className="btn-primary btn-small my-1"
            >
              Pay now
            </Link>
          )}
          <button
            type="button"
            disabled={busy}
            onClick={() => onLeave(entry)}
            data-testid={`leave-waiting-list-${entry.ticketTypeId}`}
            className="link min-h-11 text-sm"
          >
            {offered ? 'No thanks, let the next have them' : 'Leave'}
          </button>
        </div>
      )}
    </div>
  );
}
