'use client';

import Link from 'next/link';
import { api } from '../../lib/api.ts';
import { admissions, isOpen, shortId, statusNames } from '../../lib/order-state.ts';
import { formatDay, formatTime, zoneName } from '../../lib/time.ts';
import type { Order, ShowEvent, Ticket } from '../../lib/types.ts';
import { OrderLines } from '../checkout/order-summary.tsx';
import { TicketCard } from '../ticket/ticket-card.tsx';
import { Notice } from '../ui/notice.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { OrderTimeline } from './order-timeline.tsx';
import { useSettlingOrder } from './use-settling-order.ts';

interface OrderViewProps {
  initialOrder: Order;
  initialTickets: Ticket[];
  event: ShowEvent | null;
  typeNames: Record<string, string>;
  email: string;
}

export function OrderView({ initialOrder, initialTickets, event, typeNames, email }: OrderViewProps) {
  const { order, tickets } = useSettlingOrder({ api, initialOrder, initialTickets });
  const named = {
    ...order,
    items: order.items.map((item) => ({
      ...item,
      name: item.name ?? typeNames[item.ticketTypeId] ?? 'Ticket',
    })),
  };
  const live = tickets.filter((ticket) => ticket.status === 'active' || ticket.status === 'used');
  const missing =
    order.status === 'paid' || (order.status === 'completed' && tickets.length < admissions(order));
  return (
    <div className="wrap pt-8 lg:pt-12">
      <p className="eyebrow">Order {shortId(order.id)}</p>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-4xl sm:text-5xl">{headline(order)}</h1>
        <span
          data-testid="order-status"
          data-status={order.status}
          className={`chip text-sm ${chipTone(order)}`}
        >
          {statusNames[order.status]}
        </span>
      </div>
      {event && (
        <p className="mt-3 text-lg text-ink-2">
          <Link href={`/events/${event.slug}`} className="link text-ink">
            {event.name}
          </Link>
          , {formatDay(event.startsAt, event.timezone)}, {formatTime(event.startsAt, event.timezone)}{' '}
          {zoneName(event.startsAt, event.timezone)}
        </p>
      )}
      {live.length > 0 && (
        <p className="mt-1 text-ink-3">
          A copy goes to {email}. The codes below are all you need at the door.
        </p>
      )}

      {isOpen(order.status) && (
        <div className="mt-6">
          <Notice tone="warning" title="Not paid yet">
            <Link href={`/orders/${order.id}/checkout`} className="btn-primary btn-small mt-2">
              Go to checkout
            </Link>
          </Notice>
        </div>
      )}

      <div className="mt-8 grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <section aria-label="Tickets" className="min-w-0">
          {missing && (
            <p role="status" className="card flex items-center gap-3 p-5 text-ink-2">
              <Spinner className="h-6 w-6 text-leaf" /> Making your tickets, a few seconds.
            </p>
          )}
          <ul className="grid gap-5 sm:grid-cols-2">
            {tickets.map((ticket, index) => (
              <li key={ticket.id}>
                <TicketCard
                  ticket={ticket}
                  typeName={ticket.ticketTypeName ?? typeNames[ticket.ticketTypeId] ?? 'Ticket'}
                  eventName={event?.name ?? order.eventName ?? ''}
                  position={`${index + 1} of ${tickets.length}`}
                />
              </li>
            ))}
          </ul>
          {!missing && tickets.length === 0 && !isOpen(order.status) && (
            <p className="card p-5 text-ink-2">There are no tickets in this order.</p>
          )}
        </section>
        <aside className="space-y-6">
          <OrderTimeline order={order} hasTickets={tickets.length > 0} timeZone={event?.timezone ?? 'UTC'} />
          <section className="card" aria-labelledby="receipt-heading">
            <h2 id="receipt-heading" className="px-5 pt-5 text-xl">
              Receipt
            </h2>
            <OrderLines order={named} />
          </section>
        </aside>
      </div>
    </div>
  );
}

function headline(order: Order): string {
  if (order.status === 'completed' || order.status === 'paid') return 'You are going';
  if (order.status === 'refunded') return 'Your money is going back';
  if (order.status === 'expired') return 'This order ran out of time';
  return order.status === 'cancelled' ? 'This order was cancelled' : 'Almost there';
}

function chipTone(order: Order): string {
  if (order.status === 'completed' || order.status === 'paid') return 'bg-leaf text-paper';
  return isOpen(order.status) ? 'bg-amber-soft text-amber' : 'bg-ink/10 text-ink-2';
}
