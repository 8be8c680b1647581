import Link from 'next/link';
import type { Order } from '../../lib/types.ts';
import type { CheckoutEvent } from './checkout.tsx';

/** The hold is over: say so plainly, and offer the way back with the same tickets chosen. */
export function OrderEnded({
  order,
  event,
  timeIsUp,
}: {
  order: Order;
  event: CheckoutEvent;
  timeIsUp: boolean;
}) {
  const expired = order.status === 'expired' || timeIsUp;
  const again = order.items.map((item) => `${item.ticketTypeId}:${item.quantity}`).join(',');
  return (
    <div className="wrap py-20 text-center" data-testid="order-ended" role="status">
      <h1 className="text-4xl sm:text-5xl">{expired ? 'Your time ran out' : 'This order was cancelled'}</h1>
      <p className="mx-auto mt-4 max-w-md text-lg text-ink-2">
        {expired
          ? `The tickets for ${event.name} went back on sale. You were not charged; if they are still there, you can take them again.`
          : cancelledText(order)}
      </p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <Link
          href={`/events/${event.slug}?tickets=${again}`}
          data-testid="start-again"
          className="btn-primary"
        >
          Start again
        </Link>
        <Link href="/" className="btn-quiet">
          See other events
        </Link>
      </div>
    </div>
  );
}

function cancelledText(order: Order): string {
  if (order.paymentAttempts >= order.maxPaymentAttempts) {
    return 'The payment failed too many times, so the tickets went back on sale. You were not charged.';
  }
  return 'The tickets went back on sale and you were not charged.';
}
