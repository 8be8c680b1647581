import { newId } from '@turnout/common/runtime';
import type { TicketTypeState } from '@turnout/common/messages';
import { openShop } from './shop.ts';
import type { Shop } from './shop.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.stop());

const one = (type: TicketTypeState, quantity = 1) => ({
  items: [{ ticketTypeId: type.ticketTypeId, quantity }],
});

test('When a customer orders, then the stock is held, prices are frozen and OrderCreated leaves', async () => {
  const type = await shop.putType({ capacity: 10, priceCents: 2_500 });
  const answer = await shop
    .buyer()
    .order({ items: [{ ticketTypeId: type.ticketTypeId, quantity: 2, unitPriceCents: 2_500 }] });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({
    status: 'draft',
    version: 1,
    totalCents: 5_000,
    currency: 'EUR',
    expiringSoon: false,
    paymentAttempts: 0,
    maxPaymentAttempts: 3,
  });
  expect(answer.body.items).toEqual([
    expect.objectContaining({ ticketTypeId: type.ticketTypeId, quantity: 2, unitPriceCents: 2_500 }),
  ]);
  expect(Date.parse(answer.body.expiresAt) - Date.now()).toBeGreaterThan(29 * 60_000);
  expect(await shop.stock()).toEqual([
    { ticketTypeId: type.ticketTypeId, capacity: 10, available: 8, held: 2, sold: 0 },
  ]);
  await shop.kit.settle();
  expect(shop.kit.bus.published.map((message) => message.type)).toEqual(
    expect.arrayContaining(['OrderCreated', 'InventoryUpdated']),
  );
});

test('When two buyers ask for the last ticket, then one gets it and the other gets 409 sold-out', async () => {
  const type = await shop.putType({ capacity: 1 });
  const answers = await Promise.all([shop.buyer().order(one(type)), shop.buyer().order(one(type))]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  const refused = answers.find((answer) => answer.status === 409);
  expect(refused?.body.errors[0]).toMatchObject({
    code: 'sold-out',
    ticketTypeId: type.ticketTypeId,
    available: 0,
  });
});

test('When 200 buyers want 50 tickets at once, then 50 get one, 150 are told sold-out, and the stock adds up', async () => {
  const type = await shop.putType({ capacity: 50 });
  const answers = await Promise.all(Array.from({ length: 200 }, () => shop.buyer().order(one(type))));
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(50);
  expect(answers.filter((answer) => answer.body.errors?.[0]?.code === 'sold-out')).toHaveLength(150);
  expect(await shop.stock()).toEqual([
    { ticketTypeId: type.ticketTypeId, capacity: 50, available: 0, held: 50, sold: 0 },
  ]);
});

test('When short stock cannot serve a big order, then a smaller one in the same batch still gets its tickets', async () => {
  const type = await shop.putType({ capacity: 3 });
  const answers = await Promise.all([
    shop.buyer().order(one(type, 2)),
    shop.buyer().order(one(type, 2)),
    shop.buyer().order(one(type, 1)),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 201, 409]);
  expect(await shop.stock()).toEqual([expect.objectContaining({ available: 0, held: 3 })]);
});

test('When a customer has an open order, then the second is refused with its id, or replaces it when asked', async () => {
  const type = await shop.putType({ capacity: 10 });
  const buyer = shop.buyer();
  const first = await buyer.order(one(type, 3));
  const second = await buyer.order(one(type));
  expect(second.status).toBe(409);
  expect(second.body.errors[0]).toMatchObject({ code: 'open-order-exists', orderId: first.body.id });
  const replaced = await buyer.order({ ...one(type), replaceOpenOrder: true });
  expect(replaced.status).toBe(201);
  expect((await buyer.get(`/api/orders/${first.body.id}`)).body).toMatchObject({
    status: 'cancelled',
    cancelReason: 'replaced',
  });
  expect(await shop.stock()).toEqual([expect.objectContaining({ available: 9, held: 1 })]);
});

test('When the replacement is refused, then the open order stays', async () => {
  const type = await shop.putType({ capacity: 2 });
  const buyer = shop.buyer();
  const first = await buyer.order(one(type, 2));
  const refused = await buyer.order({ ...one(type, 3), replaceOpenOrder: true });
  expect(refused.body.errors[0].code).toBe('sold-out');
  expect((await buyer.get(`/api/orders/${first.body.id}`)).body.status).toBe('draft');
});

test('When a customer clicks twenty times at once, then there is one order', async () => {
  const type = await shop.putType({ capacity: 50 });
  const buyer = shop.buyer();
  const answers = await Promise.all(Array.from({ length: 20 }, () => buyer.order(one(type))));
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
  expect(await shop.stock()).toEqual([expect.objectContaining({ held: 1 })]);
});

test('When a request is repeated with its Idempotency-Key, then the same order is answered, and another body is refused', async () => {
  const type = await shop.putType({ capacity: 10 });
  const buyer = shop.buyer();
  const key = { 'idempotency-key': newId() };
  const answers = await Promise.all([buyer.order(one(type), key), buyer.order(one(type), key)]);
  const again = await buyer.order(one(type), key);
  expect(new Set([...answers, again].map((answer) => answer.body.id)).size).toBe(1);
  expect([...answers, again].map((answer) => answer.status)).toEqual([201, 201, 201]);
  const other = await buyer.order(one(type, 2), key);
  expect(other.status).toBe(409);
  expect(other.body.errors[0].code).toBe('idempotency-key-reused');
});

test('When the key record was lost in a crash, then the repeated request still finds its order', async () => {
  const type = await shop.putType({ capacity: 10 });
  const buyer = shop.buyer();
  const key = { 'idempotency-key': newId() };
  const first = await buyer.order(one(type), key);
  await shop.kit.mongo.connection.collection('idempotency_keys').deleteMany({});
  const again = await buyer.order(one(type), key);
  expect(again.body.id).toBe(first.body.id);
});

test.each([
  ['price-changed', { priceCents: 3_000 }, { quantity: 1, unitPriceCents: 2_500 }],
  ['limit-exceeded', { maxPerOrder: 4 }, { quantity: 5 }],
  ['limit-exceeded', { minPerOrder: 2 }, { quantity: 1 }],
  ['sales-closed', { salesStartAt: new Date(Date.now() + 60_000).toISOString() }, { quantity: 1 }],
  ['sales-closed', { salesEndAt: new Date(Date.now() - 60_000).toISOString() }, { quantity: 1 }],
  ['sold-out', { capacity: 3 }, { quantity: 4 }],
])(
  'When the order breaks a rule, then it is refused with 409 %s and holds nothing',
  async (code, type, item) => {
    const { ticketTypeId } = await shop.putType(type);
    const answer = await shop.buyer().order({ items: [{ ticketTypeId, ...item }] });
    expect(answer.status).toBe(409);
    expect(answer.body.errors[0].code).toBe(code);
    expect(await shop.stock()).toEqual([expect.objectContaining({ held: 0 })]);
  },
);

test('When the event was cancelled, then orders get 409 event-cancelled', async () => {
  const type = await shop.putType();
  await shop.putEvent({ status: 'cancelled' });
  expect((await shop.buyer().order(one(type))).body.errors[0].code).toBe('event-cancelled');
});

test('When the event is a draft or unknown, then it is not there', async () => {
  const type = await shop.putType();
  await shop.putEvent({ status: 'draft' });
  const answer = await shop.buyer().order(one(type));
  expect(answer.status).toBe(404);
  expect(answer.body.errors[0].code).toBe('event-not-found');
});

test('When 100 parallel requests of one customer meet a limit of 4, then no more than 4 tickets are theirs', async () => {
  await shop.putEvent({ maxTicketsPerCustomer: 4 });
  const type = await shop.putType({ capacity: 500 });
  const buyer = shop.buyer();
  for (let round = 0; round < 3; round += 1) {
    const answers = await Promise.all(Array.from({ length: 33 }, () => buyer.order(one(type, 2))));
    const placed = answers.find((answer) => answer.status === 201);
    if (placed) await shop.charge(placed.body);
  }
  expect(await shop.stock()).toEqual([expect.objectContaining({ held: 0, sold: 4 })]);
  expect((await buyer.order(one(type))).body.errors[0]).toMatchObject({
    code: 'limit-exceeded',
    alreadyOrdered: 4,
  });
});

test('When a promo code has 10 uses and 100 ask at once, then exactly 10 get it, and a cancelled one is free again', async () => {
  const type = await shop.putType({ capacity: 500, priceCents: 1_000 });
  await shop.putPromo({ code: 'EARLY', percentOff: 20, maxUses: 10 });
  const buyers = Array.from({ length: 100 }, () => shop.buyer());
  const answers = await Promise.all(buyers.map((buyer) => buyer.order({ ...one(type), promoCode: 'early' })));
  const placed = answers.flatMap((answer, index) =>
    answer.status === 201 ? [{ answer, buyer: buyers[index] ?? shop.buyer() }] : [],
  );
  expect(placed).toHaveLength(10);
  expect(placed[0]?.answer.body).toMatchObject({ totalCents: 800, discountCents: 200, promoCode: 'EARLY' });
  expect(answers.filter((answer) => answer.body.errors?.[0]?.code === 'promo-code-invalid')).toHaveLength(90);
  await placed[0]?.buyer.send('delete', `/api/orders/${placed[0].answer.body.id}`);
  const again = await Promise.all(
    Array.from({ length: 10 }, () => shop.buyer().order({ ...one(type), promoCode: 'EARLY' })),
  );
  expect(again.filter((answer) => answer.status === 201)).toHaveLength(1);
});

test('When a hidden type is ordered, then only a code that unlocks it opens it', async () => {
  const type = await shop.putType({ hidden: true });
  await shop.putPromo({ code: 'FRIENDS', unlocksHidden: true });
  expect((await shop.buyer().order(one(type))).status).toBe(404);
  expect((await shop.buyer().order({ ...one(type), promoCode: 'FRIENDS' })).status).toBe(201);
});

test.each([
  ['items', {}],
  ['items', { items: [] }],
  ['items.0.quantity', { items: [{ ticketTypeId: 'a', quantity: 0 }] }],
  ['items.0.quantity', { items: [{ ticketTypeId: 'a', quantity: [2] }] }],
  ['items.0.ticketTypeId', { items: [{ ticketTypeId: { $gt: '' }, quantity: 1 }] }],
  ['items.0.colour', { items: [{ ticketTypeId: 'a', quantity: 1, colour: 'red' }] }],
  ['promoCode', { items: [{ ticketTypeId: 'a', quantity: 1 }], promoCode: 7 }],
  ['seats', { items: [{ ticketTypeId: 'a', quantity: 1 }], seats: 1 }],
])('When %s is wrong, then the answer is a 400 that names it', async (field, body) => {
  const answer = await shop.buyer().order(body);
  expect(answer.status).toBe(400);
  expect(answer.body.errors[0]).toMatchObject({ field, code: expect.stringMatching(/^field-/) });
});

test('When somebody else asks for an order, then it is not there; its buyer and the promoter see it', async () => {
  const type = await shop.putType();
  const buyer = shop.buyer();
  const { body } = await buyer.order(one(type));
  const path = `/api/orders/${body.id}`;
  expect((await shop.buyer().get(path)).status).toBe(404);
  expect((await shop.buyer().send('delete', path)).status).toBe(404);
  expect((await shop.buyer().send('patch', `${path}/attendees`, [])).status).toBe(404);
  expect((await shop.buyer().send('post', `${path}/refund`, {})).status).toBe(404);
  expect((await shop.buyer(shop.event.promoterId).get(path)).status).toBe(200);
  expect((await buyer.get('/api/orders')).body.items).toHaveLength(1);
});

test('When it is sold out and this process knows, then the refusal asks the database nothing', async () => {
  const type = await shop.putType({ capacity: 1 });
  await shop.buyer().order(one(type));
  shop.board.setLive(true);
  const inventory = await shop.models.inventories.findById(shop.event.eventId).lean();
  if (inventory) shop.board.learnInventory(inventory);
  let commands = 0;
  const client = shop.kit.mongo.connection.getClient();
  client.on('commandStarted', () => (commands += 1));
  const answer = await shop.buyer().order(one(type));
  expect(answer.body.errors[0].code).toBe('sold-out');
  expect(commands).toBe(0);
});
