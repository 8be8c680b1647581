import { expect, test } from '@playwright/test';
import { createClient, problemsOf, type Method } from '../../src/api/client.ts';
import type { DoorSession, Order, Ticket } from '../../src/api/shapes.ts';
import { buy, placeOrder } from '../../src/shop/buy.ts';
import { eventInput, putOnSale, type OnSale } from '../../src/shop/events-on-sale.ts';
import { signUp, type Person } from '../../src/shop/people.ts';

let promoter: Person;
let rival: Person;
let customer: Person;
let stranger: Person;
let onSale: OnSale;
let draftId: string;
let open: Order;
let ticket: Ticket;
let door: DoorSession;
let ids: Record<'venue' | 'performer' | 'promoCode', string>;

test.beforeAll(async () => {
  [promoter, rival, customer, stranger] = await Promise.all([
    signUp('promoter'),
    signUp('promoter'),
    signUp('customer'),
    signUp('customer'),
  ]);
  onSale = await putOnSale(promoter);
  const { tickets } = await buy(customer, onSale);
  [ticket] = tickets as [Ticket];
  open = await placeOrder(customer, onSale);
  const made = async (path: string, body: unknown) =>
    await promoter.expect<{ id: string }>(201, 'POST', path, { body });
  draftId = (await made('/api/events', eventInput({ name: 'A secret' }))).id;
  ids = {
    venue: (await made('/api/venues', { name: 'Quay' })).id,
    performer: (await made('/api/performers', { name: 'The Cranes' })).id,
    promoCode: (await made('/api/promo-codes', { eventId: onSale.event.id, code: 'EARLY', percentOff: 10 }))
      .id,
  };
  door = await promoter.expect<DoorSession>(201, 'POST', '/api/scanner/sessions', {
    body: { eventId: onSale.event.id, name: 'Anna', role: 'steward' },
  });
});

type Attempt = [method: Method, path: string, body?: unknown];

async function expectAll(person: Person, attempts: Attempt[], status: number): Promise<void> {
  for (const [method, path, body] of attempts) {
    const answer = await person.call(method, path, { body });
    const seen = `${method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`;
    expect(answer.status, seen).toBe(status);
    expect(problemsOf(answer)[0]?.code, seen).toBeTruthy();
  }
}

test("Another customer's order, tickets and payments are not there", async () => {
  const attempts: Attempt[] = [
    ['GET', `/api/orders/${open.id}`],
    ['DELETE', `/api/orders/${open.id}`],
    ['PATCH', `/api/orders/${open.id}/attendees`, [{ firstName: 'Eve', lastName: 'Black' }]],
    ['POST', `/api/orders/${ticket.orderId}/refund`, {}],
    ['POST', '/api/payments', { orderId: open.id, method: 'card' }],
    ['GET', `/api/payments?orderId=${open.id}`],
    ['GET', `/api/tickets/${ticket.id}`],
    ['GET', `/api/tickets/${ticket.id}/qr.svg`],
  ];
  await expectAll(stranger, attempts, 404);
  for (const path of ['/api/orders', '/api/tickets']) {
    expect(await stranger.expect(200, 'GET', path)).toMatchObject({ items: [] });
  }
  expect(await customer.expect(200, 'GET', `/api/orders/${open.id}`)).toMatchObject({ status: 'draft' });
});

test("Another promoter's draft, event and what belongs to it are not there", async () => {
  const eventId = onSale.event.id;
  const attempts: Attempt[] = [
    ['GET', `/api/events/${draftId}`],
    ['PATCH', `/api/events/${eventId}`, { name: 'Stolen' }],
    ['POST', `/api/events/${eventId}/publish`, {}],
    ['POST', `/api/events/${eventId}/cancel`, {}],
    ['POST', `/api/events/${eventId}/duplicate`, {}],
    ['PATCH', `/api/venues/${ids.venue}`, { name: 'Stolen' }],
    ['PATCH', `/api/performers/${ids.performer}`, { name: 'Stolen' }],
    ['PATCH', `/api/promoters/${promoter.id}`, { name: 'Stolen' }],
    ['POST', '/api/ticket-types', { eventId, name: 'Fake', priceCents: 1, currency: 'EUR', capacity: 1 }],
    ['PATCH', `/api/ticket-types/${onSale.ticketType.id}`, { priceCents: 1 }],
    ['POST', '/api/promo-codes', { eventId, code: 'FREE', percentOff: 100 }],
    ['PATCH', `/api/promo-codes/${ids.promoCode}`, { percentOff: 100 }],
    ['GET', `/api/promo-codes?eventId=${eventId}`],
    ['GET', `/api/reports/events/${eventId}`],
    ['GET', `/api/reports/events/${eventId}.csv`],
    ['GET', `/api/orders/export.csv?eventId=${eventId}`],
    ['POST', '/api/scanner/sessions', { eventId, name: 'Eve', role: 'supervisor' }],
    ['GET', `/api/scanner/sessions?eventId=${eventId}`],
    ['DELETE', `/api/scanner/sessions/${door.id}`],
    ['GET', `/api/scanner/stats?eventId=${eventId}`],
  ];
  await expectAll(rival, attempts, 404);
  await expectAll(stranger, [['GET', `/api/events/${draftId}`]], 404);
});

test("A customer on a promoter's route is told 403, and somebody not signed in 401", async () => {
  const eventId = onSale.event.id;
  const attempts: Attempt[] = [
    ['POST', '/api/events', eventInput()],
    ['GET', '/api/events/mine'],
    ['PATCH', `/api/events/${eventId}`, { name: 'Stolen' }],
    ['POST', `/api/events/${eventId}/publish`, {}],
    ['POST', `/api/events/${eventId}/cancel`, {}],
    ['POST', `/api/events/${eventId}/duplicate`, {}],
    ['GET', '/api/venues'],
    ['POST', '/api/venues', { name: 'Quay' }],
    ['PATCH', `/api/venues/${ids.venue}`, { name: 'Quay' }],
    ['POST', '/api/performers', { name: 'The Cranes' }],
    ['PATCH', `/api/promoters/${promoter.id}`, { name: 'Stolen' }],
    ['POST', '/api/ticket-types', { eventId, name: 'Fake', priceCents: 1, currency: 'EUR', capacity: 1 }],
    ['PATCH', `/api/ticket-types/${onSale.ticketType.id}`, { priceCents: 1 }],
    ['POST', '/api/promo-codes', { eventId, code: 'FREE', percentOff: 100 }],
    ['PATCH', `/api/promo-codes/${ids.promoCode}`, { percentOff: 100 }],
    ['GET', `/api/reports/events/${eventId}`],
    ['GET', `/api/orders/export.csv?eventId=${eventId}`],
    ['POST', '/api/scanner/sessions', { eventId, name: 'Eve', role: 'supervisor' }],
    ['GET', `/api/scanner/sessions?eventId=${eventId}`],
    ['DELETE', `/api/scanner/sessions/${door.id}`],
  ];
  await expectAll(customer, attempts, 403);
  const nobody = { ...customer, ...createClient() };
  await expectAll(nobody, [...attempts, ['GET', '/api/orders'], ['GET', '/api/tickets']], 401);
});

test('A door link opens its own event only, and is dead once it was taken back', async () => {
  const other = await putOnSale(rival);
  const elsewhere = await rival.expect<DoorSession>(201, 'POST', '/api/scanner/sessions', {
    body: { eventId: other.event.id, name: 'Eve', gate: 'South', role: 'steward' },
  });
  const body = { scanId: 'from-elsewhere', code: ticket.code, scannedAt: new Date().toISOString() };
  const scan = (token: string) =>
    createClient({ authorization: `Bearer ${token}` }).call('POST', '/api/scanner/scans', { body });
  expect(await scan(elsewhere.token)).toMatchObject({ status: 200, body: { verdict: 'wrong-event' } });
  await promoter.expect(204, 'DELETE', `/api/scanner/sessions/${door.id}`);
  expect(await scan(door.token)).toMatchObject({
    status: 401,
    body: { errors: [{ code: 'door-session-revoked' }] },
  });
  expect((await scan('made-up')).status).toBe(401);
});
