import { newId } from '@turnout/common/runtime';
import { toMessage } from '@turnout/common/testing';
import type { TicketTypeState } from '@turnout/common/messages';
import { sweepOverdue } from '../src/sweeper.ts';
import { openShop } from './shop.ts';
import type { Shop } from './shop.ts';

let shop: Shop;
let type: TicketTypeState;
beforeEach(async () => {
  shop = await openShop();
  type = await shop.putType({ capacity: 10, priceCents: 2_500 });
});
afterEach(() => shop.stop());

const place = async (quantity = 2, buyer = shop.buyer()) => {
  const answer = await buyer.order({ items: [{ ticketTypeId: type.ticketTypeId, quantity }] });
  expect(answer.status).toBe(201);
  const id = answer.body.id as string;
  return {
    id,
    totalCents: answer.body.totalCents as number,
    buyer,
    show: async () => (await buyer.get(`/api/orders/${id}`)).body,
  };
};
const stock = async () => (await shop.stock())[0];
const afterHold = 31 * 60_000;
const sweep = () => sweepOverdue({ orders: shop.orders, ledger: shop.ledger, now: shop.now });

test('When a payment starts, succeeds and the tickets are issued, then the order is completed and its stock sold', async () => {
  const order = await place();
  await shop.charge(order, { status: 'created', version: 1 });
  expect(await order.show()).toMatchObject({ status: 'pending_payment', paymentAttempts: 0 });
  const charge = await shop.charge(order);
  expect(await order.show()).toMatchObject({ status: 'paid', chargeId: charge.chargeId });
  await shop.issueTickets(order.id);
  expect((await order.show()).status).toBe('completed');
  expect(await stock()).toMatchObject({ available: 8, held: 0, sold: 2 });
});

test('When a card is declined, then the order is payable again and one attempt is counted, however often that is told', async () => {
  const order = await place();
  const chargeId = newId();
  const declined = {
    chargeId,
    status: 'failed' as const,
    failure: { code: 'card_declined', message: 'no', counts: true },
  };
  await shop.charge(order, { chargeId, status: 'created', version: 1 });
  await shop.charge(order, declined);
  await shop.charge(order, { ...declined, version: 3 });
  await shop.charge(order, { chargeId, status: 'created', version: 1 });
  expect(await order.show()).toMatchObject({ status: 'draft', paymentAttempts: 1 });
});

test('When the last attempt fails, then the order is cancelled and its stock is for sale again', async () => {
  const order = await place();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const chargeId = newId();
    await shop.charge(order, { chargeId, status: 'created', version: 1 });
    await shop.charge(order, {
      chargeId,
      status: 'failed',
      failure: { code: 'card_declined', message: 'no', counts: true },
    });
  }
  expect(await order.show()).toMatchObject({
    status: 'cancelled',
    cancelReason: 'payment-attempts-used-up',
    paymentAttempts: 3,
  });
  expect(await stock()).toMatchObject({ available: 10, held: 0 });
});

test('When time is up, then the timer and the sweeper end the order once; before that, neither does', async () => {
  const order = await place();
  const { expiresAt } = await order.show();
  const due = toMessage({
    type: 'ExpirationDue',
    aggregateId: order.id,
    version: 1,
    data: { orderId: order.id, eventId: shop.event.eventId, expiresAt },
  });
  await shop.kit.bus.publish(due);
  await shop.kit.settle();
  expect(await sweep()).toBe(0);
  expect((await order.show()).status).toBe('draft');
  shop.passTime(afterHold);
  await Promise.all([sweep(), shop.kit.bus.publish({ ...due, messageId: newId() })]);
  await shop.kit.settle();
  expect(await order.show()).toMatchObject({ status: 'expired', version: 2 });
  expect(await stock()).toMatchObject({ available: 10, held: 0 });
});

describe('When time is up while a payment is under way', () => {
  const holdMs = 30 * 60_000;
  const underWay = async () => {
    const order = await place();
    const charge = await shop.charge(order, { status: 'created', version: 1 });
    shop.passTime(holdMs + 1_000);
    expect(await sweep()).toBe(0);
    expect((await order.show()).status).toBe('pending_payment');
    expect(await stock()).toMatchObject({ available: 8, held: 2 });
    return { order, charge };
  };

  test('then the order ends as soon as that payment is stopped', async () => {
    const { order, charge } = await underWay();
    const failure = { code: 'payment-stopped', message: 'stopped', counts: false };
    await shop.charge(order, { ...charge, status: 'failed', version: 2, failure });
    expect(await order.show()).toMatchObject({ status: 'expired', paymentAttempts: 0 });
    expect(await stock()).toMatchObject({ available: 10, held: 0 });
    expect(await sweep()).toBe(0);
  });

  test('and it was paid in the last instant, then the order has its tickets, and nothing was late', async () => {
    const { order, charge } = await underWay();
    await shop.charge(order, { ...charge, status: 'completed', version: 2 });
    expect(await order.show()).toMatchObject({ status: 'paid', refunds: [] });
    expect(await stock()).toMatchObject({ available: 8, held: 0, sold: 2 });
  });

  test('and nothing is heard of it for ten seconds, then the order ends without', async () => {
    const { order } = await underWay();
    shop.passTime(8_000);
    expect(await sweep()).toBe(0);
    shop.passTime(1_000);
    expect(await sweep()).toBe(1);
    expect((await order.show()).status).toBe('expired');
    expect(await stock()).toMatchObject({ available: 10, held: 0 });
  });
});

test('When money comes too late and the stock is still there, then the order is paid', async () => {
  const order = await place();
  shop.passTime(afterHold);
  await sweep();
  await shop.charge(order);
  expect(await order.show()).toMatchObject({ status: 'paid', refunds: [] });
  expect(await stock()).toMatchObject({ available: 8, held: 0, sold: 2 });
});

test('When money comes too late and the stock is gone, then all of it goes back, once', async () => {
  const order = await place(6);
  shop.passTime(afterHold);
  await sweep();
  await place(7);
  const charge = await shop.charge(order);
  await shop.charge(order, { ...charge, version: 3 });
  const shown = await order.show();
  expect(shown.status).toBe('expired');
  expect(shown.refunds).toEqual([
    expect.objectContaining({ amountCents: 15_000, reason: 'paid-too-late', status: 'requested' }),
  ]);
  expect(await stock()).toMatchObject({ available: 3, held: 7, sold: 0 });
  await shop.charge(order, {
    ...charge,
    version: 4,
    status: 'refunded',
    refundedCents: 15_000,
    refunds: [{ refundId: shown.refunds[0].id, amountCents: 15_000 }],
  });
  expect((await order.show()).refunds[0].status).toBe('done');
});

test('When an order is paid twice, then the second charge goes back and no ticket dies with it', async () => {
  const order = await place();
  await shop.charge(order);
  await shop.charge(order);
  const shown = await order.show();
  expect(shown.refunds).toEqual([expect.objectContaining({ reason: 'paid-twice', ticketIds: [] })]);
  expect(await stock()).toMatchObject({ sold: 2 });
});

test('When the amount is not the order’s, then the money goes back and the order ends', async () => {
  const order = await place();
  await shop.charge(order, { amountCents: 1 });
  expect(await order.show()).toMatchObject({
    status: 'cancelled',
    cancelReason: 'wrong-amount',
    refunds: [{ amountCents: 1, reason: 'wrong-amount' }],
  });
});

test('When the buyer cancels, then the stock is free; a second click is fine; a paid order is not cancelled', async () => {
  const order = await place();
  const path = `/api/orders/${order.id}`;
  expect((await order.buyer.send('delete', path)).status).toBe(204);
  expect((await order.buyer.send('delete', path)).status).toBe(204);
  expect(await stock()).toMatchObject({ available: 10, held: 0 });
  const paid = await place(1, order.buyer);
  await shop.charge(paid);
  const refused = await order.buyer.send('delete', `/api/orders/${paid.id}`);
  expect(refused.status).toBe(409);
  expect(refused.body.errors[0]).toMatchObject({ code: 'order-paid' });
});

test('When the promoter gives one ticket back and then the rest, then stock returns with each and the order ends refunded', async () => {
  const order = await place(3);
  const charge = await shop.charge(order);
  const ticketIds = await shop.issueTickets(order.id);
  const promoter = shop.buyer(shop.event.promoterId);
  const first = await promoter.send('post', `/api/orders/${order.id}/refund`, { ticketIds: [ticketIds[0]] });
  expect(first.body).toMatchObject({
    status: 'completed',
    refunds: [{ amountCents: 2_500, ticketIds: [ticketIds[0]], status: 'requested' }],
  });
  expect(
    (await promoter.send('post', `/api/orders/${order.id}/refund`, { ticketIds: [ticketIds[0]] })).body
      .errors[0].code,
  ).toBe('ticket-not-refundable');
  const rest = await promoter.send('post', `/api/orders/${order.id}/refund`, {});
  expect(rest.body.refunds).toHaveLength(2);
  expect(await stock()).toMatchObject({ available: 10, sold: 0 });
  const refunds = rest.body.refunds.map((refund: { id: string; amountCents: number }) => ({
    refundId: refund.id,
    amountCents: refund.amountCents,
  }));
  await shop.charge(order, { ...charge, version: 3, status: 'refunded', refundedCents: 7_500, refunds });
  expect((await order.show()).status).toBe('refunded');
});

test('When the buyer asks for money back, then the event’s policy decides', async () => {
  const order = await place(1);
  await shop.charge(order);
  await shop.issueTickets(order.id);
  const path = `/api/orders/${order.id}/refund`;
  expect((await order.buyer.send('post', path, {})).body.errors[0].code).toBe('refund-not-allowed');
  await shop.putEvent({ refundPolicy: { kind: 'until', untilHoursBefore: 24 } });
  expect((await order.buyer.send('post', path, {})).status).toBe(200);
});

test('When a bundle is sold, then it counts as one of its type, lets six in, and is only given back whole', async () => {
  type = await shop.putType({ capacity: 2, admits: 6, priceCents: 60_000, name: 'VIP table for 6' });
  const answer = await shop.buyer().order({ items: [{ ticketTypeId: type.ticketTypeId, quantity: 1 }] });
  await shop.charge(answer.body);
  const ticketIds = await shop.issueTickets(answer.body.id);
  expect(ticketIds).toHaveLength(6);
  const bundleStock = async () =>
    (await shop.stock()).find((entry) => entry.ticketTypeId === type.ticketTypeId);
  expect(await bundleStock()).toMatchObject({ available: 1, sold: 1 });
  const promoter = shop.buyer(shop.event.promoterId);
  const split = await promoter.send('post', `/api/orders/${answer.body.id}/refund`, {
    ticketIds: ticketIds.slice(0, 2),
  });
  expect(split.body.errors[0].code).toBe('bundle-split');
  const whole = await promoter.send('post', `/api/orders/${answer.body.id}/refund`, { ticketIds });
  expect(whole.body.refunds[0].amountCents).toBe(60_000);
  expect(await bundleStock()).toMatchObject({ available: 2, sold: 0 });
});

test('When the event is cancelled, then open orders end and paid ones are given back, also one whose tickets come later', async () => {
  const open = await place(1);
  const paid = await place(2);
  await shop.charge(paid);
  const done = await place(3);
  await shop.charge(done);
  await shop.issueTickets(done.id);
  await shop.putEvent({ status: 'cancelled' });
  expect(await open.show()).toMatchObject({ status: 'cancelled', cancelReason: 'event-cancelled' });
  expect((await done.show()).refunds).toEqual([
    expect.objectContaining({ amountCents: 7_500, reason: 'event-cancelled' }),
  ]);
  await shop.issueTickets(paid.id);
  expect((await paid.show()).refunds).toEqual([
    expect.objectContaining({ amountCents: 5_000, reason: 'event-cancelled' }),
  ]);
  expect(await stock()).toMatchObject({ available: 10, held: 0, sold: 0 });
});

test('When money comes for an order of a cancelled event, then it goes back', async () => {
  const order = await place();
  await shop.putEvent({ status: 'cancelled' });
  await shop.charge(order);
  expect((await order.show()).refunds).toEqual([
    expect.objectContaining({ reason: 'paid-too-late', amountCents: 5_000 }),
  ]);
});

test('When the promoter lowers the capacity below what is held, then it follows as stock comes back', async () => {
  const order = await place(6);
  await shop.putType({ ...type, capacity: 4 });
  expect(await stock()).toMatchObject({ capacity: 6, available: 0, held: 6 });
  await order.buyer.send('delete', `/api/orders/${order.id}`);
  expect(await stock()).toMatchObject({ capacity: 4, available: 4, held: 0 });
});

test('When a total is zero, then a free charge pays it', async () => {
  type = await shop.putType({ priceCents: 0 });
  const answer = await shop.buyer().order({ items: [{ ticketTypeId: type.ticketTypeId, quantity: 1 }] });
  expect(answer.body.totalCents).toBe(0);
  await shop.charge(answer.body, { method: 'free', provider: 'none', amountCents: 0 });
  await shop.issueTickets(answer.body.id);
  expect((await shop.orders.find(answer.body.id))?.status).toBe('completed');
});

test('When names are given for more people than come in, then the answer is a 400 that names attendees', async () => {
  const order = await place(1);
  const names = [
    { firstName: 'Ada', lastName: 'Lovelace' },
    { firstName: 'Alan', lastName: 'Turing' },
  ];
  const refused = await order.buyer.send('patch', `/api/orders/${order.id}/attendees`, names);
  expect(refused.body.errors[0]).toMatchObject({ field: 'attendees' });
  const named = await order.buyer.send('patch', `/api/orders/${order.id}/attendees`, names.slice(1));
  expect(named.body.attendees).toEqual(names.slice(1));
});

test('When an order has been sold, then the promoter sees it in report and export, and nobody else does', async () => {
  const order = await place(2);
  await shop.charge(order);
  await shop.issueTickets(order.id);
  const promoter = shop.buyer(shop.event.promoterId);
  const report = await promoter.get(`/api/reports/events/${shop.event.eventId}`);
  expect(report.body).toMatchObject({ ticketsSold: 2, revenueCents: 5_000, orders: { completed: 1 } });
  expect((await promoter.get(`/api/reports/events/${shop.event.eventId}.csv`)).text).toContain('5000');
  expect((await promoter.get(`/api/orders/export.csv?eventId=${shop.event.eventId}`)).text).toContain(
    order.id,
  );
  expect((await shop.buyer().get(`/api/reports/events/${shop.event.eventId}`)).status).toBe(403);
});
