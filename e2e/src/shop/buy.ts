// The way of a purchase, step by step, as the web client goes it.
import { randomUUID } from 'node:crypto';
import { createClient, type Answer, type Client } from '../api/client.ts';
import type { Order, Page, Payment, Ticket } from '../api/shapes.ts';
import { until } from '../api/until.ts';
import { facts } from '../stack/facts.ts';
import type { OnSale } from './events-on-sale.ts';

export type Card = 'pm_card_visa' | 'pm_card_chargeDeclined';

export const orderInput = ({ event, ticketType }: OnSale, quantity: number) => ({
  eventId: event.id,
  items: [{ ticketTypeId: ticketType.id, quantity }],
});

export async function placeOrder(buyer: Client, onSale: OnSale, quantity = 1): Promise<Order> {
  return await buyer.expect<Order>(201, 'POST', '/api/orders', {
    body: orderInput(onSale, quantity),
    headers: { 'idempotency-key': randomUUID() },
  });
}

export async function startPayment(buyer: Client, orderId: string): Promise<Payment> {
  return await buyer.expect<Payment>(201, 'POST', '/api/payments', {
    body: { orderId, method: 'card' },
    headers: { 'idempotency-key': randomUUID() },
  });
}

export interface ProviderAnswer {
  id: string;
  status?: string;
  error?: { code: string; decline_code?: string; message: string };
}

/** Confirms the card at the provider as Stripe.js does, straight from the browser, with the client secret. */
export async function confirmCard(
  { providerId, clientSecret }: Payment,
  card: Card = 'pm_card_visa',
): Promise<Answer<ProviderAnswer>> {
  const { sandboxUrl } = facts();
  return await createClient({}, () => sandboxUrl).call('POST', `/v1/payment_intents/${providerId}/confirm`, {
    body: new URLSearchParams({ payment_method: card, client_secret: clientSecret }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

export const getOrder = (buyer: Client, orderId: string) =>
  buyer.expect<Order>(200, 'GET', `/api/orders/${orderId}`);

export async function untilOrderIs(
  buyer: Client,
  { orderId, status }: { orderId: string; status: string },
  withinMs = 20_000,
): Promise<Order> {
  let seen = '';
  return await until(
    `order ${orderId} is ${status}`,
    async () => {
      const answer = await buyer.call<Order>('GET', `/api/orders/${orderId}`);
      if (answer.status === 200) seen = answer.body.status;
      return seen === status && answer.body;
    },
    { withinMs },
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}; it is ${seen}`);
  });
}

export async function ticketsOf(buyer: Client, orderId: string): Promise<Ticket[]> {
  const { items } = await buyer.expect<Page<Ticket>>(200, 'GET', '/api/tickets?limit=100');
  return items.filter((ticket) => ticket.orderId === orderId);
}

/** From the event page to the tickets. */
export async function buy(
  buyer: Client,
  onSale: OnSale,
  quantity = 1,
): Promise<{ order: Order; tickets: Ticket[] }> {
  const placed = await placeOrder(buyer, onSale, quantity);
  await confirmCard(await startPayment(buyer, placed.id));
  const order = await untilOrderIs(buyer, { orderId: placed.id, status: 'completed' });
  return { order, tickets: await ticketsOf(buyer, order.id) };
}
