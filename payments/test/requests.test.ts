// Who may ask what of payments, and what they are told otherwise.
import { newId } from '@turnout/common/runtime';
import { sampleOrder } from '@turnout/common/testing';
import request from 'supertest';
import { createStand } from './stand.ts';
import type { Stand } from './stand.ts';

let stand: Stand;
beforeEach(async () => {
  stand = await createStand();
});
afterEach(() => stand.stop());

const post = (body: object, userId = newId()) =>
  request(stand.app).post('/api/payments').set('Authorization', stand.kit.auth.bearer({ userId })).send(body);

test('Anyone may know how to pay', async () => {
  const config = await request(stand.app).get('/api/payments/config').expect(200);
  expect(config.body).toEqual({
    methods: ['card', 'free'],
    stripe: { publishableKey: 'pk_test_turnout', apiBase: expect.stringMatching(/^http/) },
  });
});

test('When an order costs nothing, then it is paid at once, and once', async () => {
  const items = [{ ticketTypeId: 't', name: 'Guest', quantity: 1, unitPriceCents: 0, admits: 1 }];
  const order = await stand.order({ items, totalCents: 0 });
  const [first, second] = await Promise.all([stand.pay(order, 'free'), stand.pay(order, 'free')]);
  expect(first?.body).toEqual({
    id: expect.any(String),
    orderId: order.orderId,
    status: 'completed',
    provider: 'none',
    providerId: 'none',
  });
  expect(second?.body).toEqual(first?.body);
  await stand.kit.settle();
  expect(stand.told()).toEqual(['ChargeCreated completed']);
  expect((await stand.pay(order, 'card').expect(409)).body.errors[0]).toMatchObject({
    code: 'method-not-available',
  });
  const refund = {
    refundId: newId(),
    chargeId: first?.body.id as string,
    amountCents: 0,
    ticketIds: [],
    reason: 'event',
    status: 'requested' as const,
  };
  await stand.hear('OrderRefunded', { ...order, version: 4, status: 'completed', refunds: [refund] });
  await stand.doTasks();
  expect(stand.told()).toEqual(['ChargeCreated completed', 'ChargeRefunded refunded']);
});

test('When the order is someone else’s, or is not there, then it is a 404', async () => {
  const order = await stand.order();
  const foreign = await post({ orderId: order.orderId, method: 'card' }).expect(404);
  const missing = await post({ orderId: newId(), method: 'card' }).expect(404);
  for (const { body } of [foreign, missing])
    expect(body.errors[0]).toMatchObject({ code: 'order-not-found' });
});

test('When the order was made an instant ago, then its message is awaited', async () => {
  const order = sampleOrder();
  const answer = stand.pay(order).then((response) => response.status);
  await stand.hear('OrderCreated', order);
  expect(await answer).toBe(201);
});

test('When an order was not heard of yet, then the same request works once it was', async () => {
  const order = sampleOrder();
  await stand.pay(order).set('Idempotency-Key', 'k1').expect(404);
  await stand.hear('OrderCreated', order);
  await stand.pay(order).set('Idempotency-Key', 'k1').expect(201);
});

test.each([
  ['paypal', 'method-not-available'],
  ['bank_transfer', 'method-not-available'],
  ['free', 'method-not-available'],
])('When %s is asked for an order that costs something, then it is a 409 %s', async (method, code) => {
  const refused = await stand.pay(await stand.order(), method).expect(409);
  expect(refused.body.errors[0]).toMatchObject({ code, field: 'method' });
});

test.each([
  [{}, 'orderId', 'field-required'],
  [{ orderId: 'x', method: 'cash' }, 'method', 'field-invalid'],
  [{ orderId: ['x'], method: 'card' }, 'orderId', 'field-invalid'],
  [{ orderId: { $ne: 1 }, method: 'card' }, 'orderId', 'field-invalid'],
  [{ orderId: 'x', method: 'card', amountCents: 1 }, 'amountCents', 'field-unknown'],
])('When the body is %j, then it is a 400 that names %s', async (body, field, code) => {
  const refused = await post(body).expect(400);
  expect(refused.body.errors).toContainEqual(expect.objectContaining({ field, code }));
});

test('When nobody is signed in, then it is a 401', async () => {
  await request(stand.app).post('/api/payments').send({ orderId: 'x', method: 'card' }).expect(401);
  await request(stand.app).get('/api/payments?orderId=x').expect(401);
});

test('When the key of an earlier request comes again, then so does its answer', async () => {
  const order = await stand.order();
  const first = await stand.pay(order).set('Idempotency-Key', 'k1').expect(201);
  const again = await stand.pay(order).set('Idempotency-Key', 'k1').expect(201);
  expect(again.body).toEqual(first.body);
  expect(again.headers['idempotent-replayed']).toBe('true');
  const other = await stand.order({ userId: order.userId });
  const reused = await stand.pay(other).set('Idempotency-Key', 'k1').expect(409);
  expect(reused.body.errors[0]).toMatchObject({ code: 'idempotency-key-reused' });
});

test('The charges of an order are for its buyer and its promoter, in pages, oldest first', async () => {
  const order = await stand.order();
  const first = await stand.pay(order);
  await stand.confirm(first.body, 'pm_card_visa_chargeDeclined');
  await stand.pay(order).expect(201);
  const ask = (userId: string, query: object) =>
    request(stand.app)
      .get('/api/payments')
      .query({ orderId: order.orderId, ...query })
      .set('Authorization', stand.kit.auth.bearer({ userId }));
  const page = await ask(order.userId, { limit: 1 }).expect(200);
  expect(page.body.items).toMatchObject([
    { id: first.body.id, status: 'failed', failure: { code: 'generic_decline' } },
  ]);
  const rest = await ask(order.promoterId, { limit: 1, cursor: page.body.nextCursor }).expect(200);
  expect(rest.body).toMatchObject({ items: [{ status: 'created' }], nextCursor: null });
  await ask(newId(), {}).expect(404);
  await ask(order.userId, { cursor: 'nonsense' }).expect(400);
  const noOrder = await request(stand.app)
    .get('/api/payments')
    .set('Authorization', stand.kit.auth.bearer({}))
    .expect(400);
  expect(noOrder.body.errors[0]).toMatchObject({ field: 'orderId' });
});
