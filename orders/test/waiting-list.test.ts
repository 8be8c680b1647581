import { newId } from '@turnout/common/runtime';
import type { TicketTypeState } from '@turnout/common/messages';
import { sweepOverdue } from '../src/sweeper.ts';
import { openShop } from './shop.ts';
import type { Buyer, Shop } from './shop.ts';

let shop: Shop;
let type: TicketTypeState;
beforeEach(async () => {
  shop = await openShop();
  type = await shop.putType({ capacity: 4 });
});
afterEach(() => shop.stop());

const order = (buyer: Buyer, quantity = 1) =>
  buyer.order({ items: [{ ticketTypeId: type.ticketTypeId, quantity }] });
const join = (buyer: Buyer, quantity = 1) =>
  buyer.send('post', '/api/waiting-list', {
    eventId: shop.event.eventId,
    ticketTypeId: type.ticketTypeId,
    quantity,
  });
const entryOf = async (buyer: Buyer) => (await buyer.get('/api/waiting-list')).body.items[0];
const sellOut = async (quantities = [4]) =>
  Promise.all(
    quantities.map(async (quantity) => {
      const buyer = shop.buyer();
      const { body } = await order(buyer, quantity);
      return { giveUp: () => buyer.send('delete', `/api/orders/${body.id}`) };
    }),
  );
const sweep = () => sweepOverdue({ orders: shop.orders, ledger: shop.ledger, now: shop.now });

test('When tickets are sold out, then a customer can wait once, sees who is ahead, and can leave', async () => {
  await sellOut();
  const [first, second] = [shop.buyer(), shop.buyer()];
  expect((await join(first)).body).toMatchObject({ status: 'waiting', quantity: 1, aheadOfYou: 0 });
  shop.passTime(5);
  const joined = await join(second, 2);
  expect(joined.body).toMatchObject({ status: 'waiting', aheadOfYou: 1 });
  const again = await join(second);
  expect(again.status).toBe(409);
  expect(again.body.errors[0]).toMatchObject({ code: 'already-waiting', entryId: joined.body.id });
  expect((await shop.buyer().send('delete', `/api/waiting-list/${joined.body.id}`)).status).toBe(404);
  expect((await second.send('delete', `/api/waiting-list/${joined.body.id}`)).status).toBe(204);
  expect((await second.send('delete', `/api/waiting-list/${joined.body.id}`)).status).toBe(204);
  expect((await entryOf(second)).status).toBe('left');
});

test('When tickets are left, then waiting is refused', async () => {
  expect((await join(shop.buyer())).body.errors[0].code).toBe('tickets-available');
  const unknown = await shop
    .buyer()
    .send('post', '/api/waiting-list', { eventId: newId(), ticketTypeId: newId(), quantity: 1 });
  expect(unknown.status).toBe(404);
  const bad = await shop
    .buyer()
    .send('post', '/api/waiting-list', { eventId: shop.event.eventId, ticketTypeId: type.ticketTypeId });
  expect(bad.body.errors[0]).toMatchObject({ code: 'field-required', field: 'quantity' });
});

test('When stock comes back, then the first in line holds it, told by a message, and nobody else can take it', async () => {
  const [big] = await sellOut();
  const [first, second] = [shop.buyer(), shop.buyer()];
  await join(first, 3);
  await join(second, 2);
  const [, stranger] = await Promise.all([big?.giveUp(), order(shop.buyer(), 4)]);
  expect(stranger.status).toBe(409);
  const offered = await entryOf(first);
  expect(offered).toMatchObject({ status: 'offered', quantity: 3 });
  const held = await first.get(`/api/orders/${offered.orderId}`);
  expect(held.body).toMatchObject({
    status: 'draft',
    expiresAt: offered.offerExpiresAt,
    items: [{ quantity: 3 }],
  });
  expect((await entryOf(second)).status).toBe('waiting');
  expect(await shop.stock()).toEqual([expect.objectContaining({ available: 1, held: 3 })]);
  await shop.kit.settle();
  const told = shop.kit.bus.published.filter((message) => message.type === 'WaitingListUpdated').at(-1);
  expect(told?.data).toMatchObject({ status: 'offered', userId: first.userId });
});

test('When an offer is not taken in time, then the next in line gets it; when it is paid, it is accepted', async () => {
  const [big] = await sellOut();
  const [first, second] = [shop.buyer(), shop.buyer()];
  await join(first, 4);
  shop.passTime(5);
  await join(second, 4);
  await big?.giveUp();
  shop.passTime(31 * 60_000);
  await sweep();
  expect((await entryOf(first)).status).toBe('lapsed');
  const offer = await entryOf(second);
  expect(offer.status).toBe('offered');
  const held = await second.get(`/api/orders/${offer.orderId}`);
  await shop.charge(held.body);
  expect((await entryOf(second)).status).toBe('accepted');
  expect(await shop.stock()).toEqual([expect.objectContaining({ available: 0, held: 0, sold: 4 })]);
});

test('When a group does not fit, then it keeps its place and a group that fits is asked; nobody gets a part', async () => {
  const [, small] = await sellOut([3, 1]);
  const [group, single] = [shop.buyer(), shop.buyer()];
  await join(group, 4);
  shop.passTime(5);
  await join(single, 1);
  await small?.giveUp();
  expect((await entryOf(group)).status).toBe('waiting');
  expect((await entryOf(single)).status).toBe('offered');
});

test('When somebody who is offered tickets declines, then the tickets go to the next', async () => {
  const [big] = await sellOut();
  const [first, second] = [shop.buyer(), shop.buyer()];
  await join(first, 4);
  shop.passTime(5);
  await join(second, 4);
  await big?.giveUp();
  const offer = await entryOf(first);
  await first.send('delete', `/api/waiting-list/${offer.id}`);
  expect((await first.get(`/api/orders/${offer.orderId}`)).body).toMatchObject({
    status: 'cancelled',
    cancelReason: 'offer-declined',
  });
  expect((await entryOf(second)).status).toBe('offered');
});

test('When 100 wait and 40 places come back one by one and at once, then exactly 40 are offered one, in order', async () => {
  type = await shop.putType({ ...type, capacity: 40 });
  const holders = await sellOut(Array.from({ length: 40 }, () => 1));
  const line = Array.from({ length: 100 }, () => shop.buyer());
  for (const buyer of line) {
    shop.passTime(1);
    expect((await join(buyer)).status).toBe(201);
  }
  const strangers = Array.from({ length: 100 }, () => shop.buyer());
  const [taken] = await Promise.all([
    Promise.all(strangers.map((buyer) => order(buyer))),
    Promise.all(holders.map((holder) => holder.giveUp())),
  ]);
  expect(taken.filter((answer) => answer.status === 201)).toHaveLength(0);
  const statuses = await Promise.all(line.map(async (buyer) => (await entryOf(buyer)).status));
  expect(statuses).toEqual([...Array<string>(40).fill('offered'), ...Array<string>(60).fill('waiting')]);
  expect(await shop.stock()).toEqual([expect.objectContaining({ capacity: 40, available: 0, held: 40 })]);
});

test('When the promoter adds capacity, then those who wait come first', async () => {
  await sellOut();
  const waiting = shop.buyer();
  await join(waiting, 2);
  await shop.putType({ ...type, capacity: 6 });
  expect((await entryOf(waiting)).status).toBe('offered');
});
