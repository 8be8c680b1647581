import { formatMoney } from '../../lib/money.ts';
import { formatDay, formatTime, zoneName } from '../../lib/time.ts';
import type { Order } from '../../lib/types.ts';
import { EventCover } from '../shop/event-cover.tsx';
import type { CheckoutEvent } from './checkout.tsx';

export function OrderSummary({
  order,
  event,
  className = '',
}: {
  order: Order;
  event: CheckoutEvent;
  className?: string;
}) {
  return (
    <section
      className={`card overflow-hidden lg:sticky lg:top-20 ${className}`}
      aria-labelledby="summary-heading"
    >
      <div className="flex gap-4 p-5">
        <div className="h-20 w-20 shrink-0 overflow-hidden rounded-xl">
          <EventCover event={event} />
        </div>
        <div className="min-w-0">
          <h2 id="summary-heading" className="text-xl">
            {event.name}
          </h2>
          <p className="mt-1 text-sm text-ink-2">
            {formatDay(event.startsAt, event.timezone)}, {formatTime(event.startsAt, event.timezone)}{' '}
            {zoneName(event.startsAt, event.timezone)}
          </p>
          {event.location && <p className="truncate text-sm text-ink-3">{event.location.name}</p>}
        </div>
      </div>
      <div className="perforation" />
      <OrderLines order={order} />
    </section>
  );
}

/** What is bought and what it costs, as on a receipt. */
export function OrderLines({ order }: { order: Order }) {
  return (
    <dl className="space-y-2 p-5">
      {order.items.map((item) => (
        <div key={item.ticketTypeId} className="flex justify-between gap-4">
          <dt>
            {item.quantity} × {item.name}
          </dt>
          <dd className="tabular-nums">{formatMoney(item.quantity * item.unitPriceCents, order.currency)}</dd>
        </div>
      ))}
      {(order.discountCents ?? 0) > 0 && (
        <div className="flex justify-between gap-4 text-leaf">
          <dt>Discount</dt>
          <dd className="tabular-nums">−{formatMoney(order.discountCents ?? 0, order.currency)}</dd>
        </div>
      )}
      <div className="flex items-baseline justify-between gap-4 border-t border-line pt-3 font-bold">
        <dt>Total</dt>
        <dd className="font-display text-2xl tracking-tight tabular-nums" data-testid="order-total">
          {formatMoney(order.totalCents, order.currency)}
        </dd>
      </div>
    </dl>
  );
}
