import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Checkout } from '../../../../components/checkout/checkout.tsx';
import { isPaid } from '../../../../lib/order-state.ts';
import { orNotFound, orElse, requireUser, serverApi } from '../../../../lib/server-api.ts';

export const metadata: Metadata = { title: 'Checkout', robots: { index: false } };

interface CheckoutPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ redirect_status?: string | string[] }>;
}

export default async function CheckoutPage({ params, searchParams }: CheckoutPageProps) {
  const { id } = await params;
  const { redirect_status: redirectStatus } = await searchParams;
  const path = `/orders/${id}/checkout`;
  const user = await requireUser(path);
  const api = await serverApi();
  const order = await orNotFound(api.order(id), path);
  if (isPaid(order.status)) redirect(`/orders/${order.id}`);
  const [event, types, config] = await Promise.all([
    orNotFound(api.event(order.eventId), path),
    orElse(api.ticketTypes(order.eventId), []),
    orElse(api.paymentConfig(), null),
  ]);
  const names = Object.fromEntries(types.map((type) => [type.id, type.name]));
  const items = order.items.map((item) => ({
    ...item,
    name: item.name ?? names[item.ticketTypeId] ?? 'Ticket',
  }));
  return (
    <Checkout
      initialOrder={{ ...order, items }}
      event={{
        id: event.id,
        slug: event.slug,
        name: event.name,
        startsAt: event.startsAt,
        endsAt: event.endsAt,
        timezone: event.timezone,
        location: event.location,
        imageUrl: event.imageUrl,
      }}
      config={config}
      buyerName={user.name ?? ''}
      renderedAt={Date.now()}
      returned={typeof redirectStatus === 'string' ? redirectStatus : null}
    />
  );
}
