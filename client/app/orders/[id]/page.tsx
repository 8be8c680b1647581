import type { Metadata } from 'next';
import { OrderView } from '../../../components/order/order-view.tsx';
import { orNotFound, orElse, requireUser, serverApi } from '../../../lib/server-api.ts';
import { allTickets } from '../../../lib/all-tickets.ts';

export const metadata: Metadata = { title: 'Your order', robots: { index: false } };

export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const path = `/orders/${id}`;
  const user = await requireUser(path);
  const api = await serverApi();
  const order = await orNotFound(api.order(id), path);
  const [event, types, tickets] = await Promise.all([
    orElse(api.event(order.eventId), null),
    orElse(api.ticketTypes(order.eventId), []),
    orElse(allTickets(api, order.id), []),
  ]);
  const typeNames = Object.fromEntries(types.map((type) => [type.id, type.name]));
  return (
    <OrderView
      initialOrder={order}
      initialTickets={tickets}
      event={event}
      typeNames={typeNames}
      email={user.email}
    />
  );
}
