import type { Metadata } from 'next';
import Link from 'next/link';
import { Empty } from '../../components/ui/empty.tsx';
import { MyWaiting } from '../../components/waiting/my-waiting.tsx';
import { formatMoney } from '../../lib/money.ts';
import { admissions, isOpen, shortId, statusNames } from '../../lib/order-state.ts';
import { orElse, requireUser, serverApi } from '../../lib/server-api.ts';
import { formatDay } from '../../lib/time.ts';
import { entriesToShow } from '../../lib/waiting.ts';
import type { Order, ShowEvent } from '../../lib/types.ts';

export const metadata: Metadata = { title: 'My orders', robots: { index: false } };

export default async function OrdersPage({ searchParams }: { searchParams: Promise<{ cursor?: string }> }) {
  await requireUser('/orders');
  const { cursor } = await searchParams;
  const api = await serverApi();
  const { items, nextCursor } = await api.orders(typeof cursor === 'string' ? cursor : undefined);
  const waiting = cursor ? [] : entriesToShow(await orElse(api.waitingList(), []), Date.now());
  const eventIds = [...new Set([...items, ...waiting].map(({ eventId }) => eventId))];
  const events = await Promise.all(eventIds.map((eventId) => orElse(api.event(eventId), null)));
  const byId = new Map(events.filter((event) => event !== null).map((event) => [event.id, event]));
  const timeZones = Object.fromEntries([...byId].map(([eventId, { timezone }]) => [eventId, timezone]));
  return (
    <div className="wrap max-w-3xl pt-8 lg:pt-12">
      <h1 className="mb-6 text-4xl sm:text-5xl">My orders</h1>
      {waiting.length > 0 && <MyWaiting initial={waiting} timeZones={timeZones} renderedAt={Date.now()} />}
      {items.length === 0 ? (
        <Empty
          title="No orders yet"
          action={
            <Link href="/" className="btn-primary">
              Find an event
            </Link>
          }
        >
          What you buy appears here, with its receipt and its tickets.
        </Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {items.map((order) => (
            <li key={order.id}>
              <OrderRow order={order} event={byId.get(order.eventId) ?? null} />
            </li>
          ))}
        </ul>
      )}
      {nextCursor && (
        <p className="mt-6 text-center">
          <Link href={`/orders?cursor=${encodeURIComponent(nextCursor)}`} className="btn-quiet">
            Older orders
          </Link>
        </p>
      )}
    </div>
  );
}

function OrderRow({ order, event }: { order: Order; event: ShowEvent | null }) {
  const count = admissions(order);
  const href = isOpen(order.status) ? `/orders/${order.id}/checkout` : `/orders/${order.id}`;
  return (
    <Link href={href} className="flex items-center gap-4 p-4 hover:bg-mist sm:p-5">
      <div className="min-w-0 flex-1">
        <p className="truncate text-lg font-bold">
          {event?.name ?? order.eventName ?? `Order ${shortId(order.id)}`}
        </p>
        <p className="text-sm text-ink-3">
          {event && `${formatDay(event.startsAt, event.timezone)} · `}
          {count} {count === 1 ? 'ticket' : 'tickets'} · {shortId(order.id)}
        </p>
      </div>
      <div className="text-right">
        <p className="font-bold tabular-nums">{formatMoney(order.totalCents, order.currency)}</p>
        <p className={`text-sm font-semibold ${isOpen(order.status) ? 'text-amber' : 'text-ink-3'}`}>
          {statusNames[order.status]}
        </p>
      </div>
    </Link>
  );
}
