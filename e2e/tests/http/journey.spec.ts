import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { createClient, withToken } from '../../src/api/client.ts';
import type {
  DoorSession,
  EventBody,
  Order,
  Payment,
  Ticket,
  TicketType,
  Verdict,
} from '../../src/api/shapes.ts';
import { until } from '../../src/api/until.ts';
import { confirmCard, ticketsOf, untilOrderIs } from '../../src/shop/buy.ts';
import { eventInput } from '../../src/shop/events-on-sale.ts';
import { untilMailed } from '../../src/shop/mails.ts';
import { moneyOf } from '../../src/shop/provider.ts';
import { facts } from '../../src/stack/facts.ts';

const visitor = createClient();

async function newAccount(role: 'promoter' | 'customer') {
  const account = { email: `${role}-${randomUUID()}@example.test`, password: 'correct horse battery staple' };
  const profile = await visitor.expect<{ id: string }>(201, 'POST', '/api/users/signup', {
    body: { ...account, role, name: 'Sam Fisher' },
  });
  const { accessToken } = await visitor.expect<{ accessToken: string }>(200, 'POST', '/api/users/token', {
    body: account,
  });
  return { ...account, ...profile, ...withToken(accessToken) };
}

test('From sign-up to the gate: an event is created, sold, paid, mailed and each ticket is admitted once', async () => {
  const promoter = await newAccount('promoter');
  const draft = await promoter.expect<EventBody>(201, 'POST', '/api/events', { body: eventInput() });
  expect(draft.status).toBe('draft');
  expect((await visitor.call('GET', `/api/events/${draft.id}`)).status).toBe(404);

  const ticketType = await promoter.expect<TicketType>(201, 'POST', '/api/ticket-types', {
    body: { eventId: draft.id, name: 'Standing', priceCents: 3_400, currency: 'EUR', capacity: 10 },
  });
  const event = await promoter.expect<EventBody>(200, 'POST', `/api/events/${draft.id}/publish`, {
    body: {},
  });
  expect(event.status).toBe('published');
  const shown = await visitor.expect<EventBody>(200, 'GET', `/api/events/${event.slug}`);
  expect(shown.id).toBe(event.id);
  const types = await visitor.expect<{ items: TicketType[] }>(
    200,
    'GET',
    `/api/ticket-types?eventId=${event.id}`,
  );
  expect(types.items).toMatchObject([{ id: ticketType.id, priceCents: 3_400, available: 10 }]);

  const customer = await newAccount('customer');
  const order = await customer.expect<Order>(201, 'POST', '/api/orders', {
    body: { eventId: event.id, items: [{ ticketTypeId: ticketType.id, quantity: 2, unitPriceCents: 3_400 }] },
    headers: { 'idempotency-key': randomUUID() },
  });
  expect(order).toMatchObject({ status: 'draft', totalCents: 6_800, currency: 'EUR', paymentAttempts: 0 });
  await until('the stock shows the hold', async () => {
    const { items } = await visitor.expect<{ items: TicketType[] }>(
      200,
      'GET',
      `/api/ticket-types?eventId=${event.id}`,
    );
    return items[0]?.available === 8;
  });

  const payment = await customer.expect<Payment>(201, 'POST', '/api/payments', {
    body: { orderId: order.id, method: 'card' },
    headers: { 'idempotency-key': randomUUID() },
  });
  expect(payment).toMatchObject({ orderId: order.id, status: 'created', provider: 'stripe' });
  expect((await confirmCard(payment)).body.status).toBe('succeeded');
  await untilOrderIs(customer, { orderId: order.id, status: 'completed' });
  expect(await moneyOf(payment.providerId)).toEqual({ captures: 1, capturedCents: 6_800, refundedCents: 0 });

  const tickets = await ticketsOf(customer, order.id);
  expect(tickets).toHaveLength(2);
  const [first, second] = tickets as [Ticket, Ticket];
  expect(first).toMatchObject({ status: 'active', eventId: event.id, ticketTypeId: ticketType.id });
  expect(first.code).not.toBe(second.code);
  const qr = await customer.call<string>('GET', `/api/tickets/${first.id}/qr.svg`);
  expect(qr.headers.get('content-type')).toContain('image/svg+xml');
  expect(qr.body).toContain('<svg');

  const mail = await untilMailed(customer.email, order.id);
  expect(mail.subject).toContain(event.name);

  const door = await promoter.expect<DoorSession>(201, 'POST', '/api/scanner/sessions', {
    body: { eventId: event.id, name: 'Anna', gate: 'North', role: 'steward' },
  });
  expect(new URL(door.url).origin).toBe(facts().url);
  const gate = withToken(door.token);
  const scan = (code: string) =>
    gate.expect<Verdict>(200, 'POST', '/api/scanner/scans', {
      body: { scanId: randomUUID(), code, scannedAt: new Date().toISOString() },
    });
  for (const ticket of tickets) {
    expect(await scan(ticket.code)).toMatchObject({ verdict: 'admitted', ticket: { id: ticket.id } });
  }
  const again = await scan(first.code);
  expect(again).toMatchObject({ verdict: 'already-admitted', firstScan: { gate: 'North' } });
  expect(Date.now() - Date.parse(again.firstScan?.scannedAt ?? '')).toBeLessThan(60_000);
  expect((await scan(`${first.code.slice(0, -4)}0000`)).verdict).not.toBe('admitted');

  await until('the ticket is used', async () => {
    const ticket = await customer.expect<Ticket>(200, 'GET', `/api/tickets/${first.id}`);
    return ticket.status === 'used';
  });
});
