import Link from 'next/link';
import { Notice } from '../ui/notice.tsx';
import type { ReservationRefusal } from './use-reservation.ts';

interface RefusalNoticeProps {
  refusal: ReservationRefusal;
  /** The total at today's prices; null when nothing is left of the selection. */
  total: string | null;
  onReplace: () => void;
  onRetry: () => void;
}

/** Why the tickets could not be reserved, with the one or two things a buyer can do about it. */
export function RefusalNotice({ refusal, total, onReplace, onRetry }: RefusalNoticeProps) {
  return (
    <Notice tone="warning" testId="refusal">
      <p>{refusal.sentence}</p>
      <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
        {refusal.action === 'continue-or-replace' && (
          <>
            {refusal.openOrderId && (
              <Link
                href={`/orders/${refusal.openOrderId}/checkout`}
                data-testid="continue-order"
                className="btn-primary btn-small"
              >
                Continue that order
              </Link>
            )}
            <button
              type="button"
              data-testid="replace-order"
              onClick={onReplace}
              className="btn-quiet btn-small"
            >
              Replace it with this one
            </button>
          </>
        )}
        {refusal.action === 'accept-price' && total && (
          <button
            type="button"
            data-testid="accept-price"
            onClick={onRetry}
            className="btn-primary btn-small"
          >
            Go on for {total}
          </button>
        )}
        {refusal.action === 'retry' && (
          <button type="button" onClick={onRetry} className="btn-primary btn-small">
            Try again
          </button>
        )}
        {refusal.action === 'leave' && (
          <Link href="/" className="btn-primary btn-small">
            See other events
          </Link>
        )}
      </div>
    </Notice>
  );
}
