import StripeSdk from 'stripe';
import {
  postForm,
  price,
  refusal,
  startSandbox,
  startShop,
  webhookSecret,
  type RunningSandbox,
} from './support.ts';

let running: RunningSandbox;
let stripe: StripeSdk;
let nowMs = Date.UTC(2026, 5, 1);
beforeAll(async () => {
  running = await startSandbox({ nowMs: () => nowMs });
  stripe = running.stripe;
});
afterAll(() => running.close());

const pay = (payment_method = 'pm_card_visa') =>
  stripe.paymentIntents.create({ ...price, payment_method, confirm: true });

describe('refunds', () => {
  test('Money goes back in parts, and never more than was taken', async () => {
    const { id } = await pay();
    const first = await stripe.refunds.create({
      payment_intent: id,
      amount: 2000,
      reason: 'requested_by_customer',
      metadata: { orderId: 'o-1' },
    });
    expect(first).toMatchObject({
      amount: 2000,
      status: 'succeeded',
      payment_intent: id,
      metadata: { orderId: 'o-1' },
    });
    const tooMuch = await refusal(stripe.refunds.create({ payment_intent: id, amount: 3001 }));
    expect(tooMuch).toMatchObject({
      statusCode: 400,
      param: 'amount',
      message: 'Refund amount (€30.01) is greater than unrefunded amount on charge (€30.00)',
    });
    expect((await stripe.refunds.create({ payment_intent: id })).amount).toBe(3000);
    const again = await refusal(stripe.refunds.create({ payment_intent: id }));
    expect(again).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' });

    const { latest_charge: charge } = await stripe.paymentIntents.retrieve(id, {
      expand: ['latest_charge.refunds'],
    });
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 5000, refunds: { object: 'list' } });
    const listed = await stripe.refunds.list({ payment_intent: id });
    expect(listed.data.map(({ amount }) => amount)).toEqual([3000, 2000]);
    expect(await stripe.refunds.retrieve(first.id)).toMatchObject({ id: first.id, object: 'refund' });
    expect((await stripe.refunds.update(first.id, { metadata: { note: 'n' } })).metadata).toMatchObject({
      note: 'n',
    });
  });

  test('By charge it works too; without money taken it is refused', async () => {
    const { data } = await stripe.charges.list({ payment_intent: (await pay()).id });
    const refund = await stripe.refunds.create({ charge: data[0]?.id ?? '' });
    expect(refund).toMatchObject({ amount: 5000 });
    const open = await stripe.paymentIntents.create(price);
    expect((await refusal(stripe.refunds.create({ payment_intent: open.id }))).message).toContain(
      'successful charge',
    );
    expect((await refusal(stripe.refunds.create({}))).code).toBe('parameter_missing');
    expect((await refusal(stripe.refunds.create({ payment_intent: 'pi_no' }))).code).toBe('resource_missing');
  });

  test('A disputed payment cannot be refunded', async () => {
    const { id } = await pay('pm_card_createDispute');
    expect((await refusal(stripe.refunds.create({ payment_intent: id }))).code).toBe('charge_disputed');
  });
});

describe('idempotency keys', () => {
  test('The same key and parameters get the same answer, and nothing is done twice', async () => {
    const { id } = await pay();
    const first = await stripe.refunds.create(
      { payment_intent: id, amount: 500 },
      { idempotencyKey: 'refund-1' },
    );
    const second = await stripe.refunds.create(
      { payment_intent: id, amount: 500 },
      { idempotencyKey: 'refund-1' },
    );
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    expect((await stripe.refunds.list({ payment_intent: id })).data).toHaveLength(1);
  });

  test('The same key with other parameters or on another route is an idempotency error', async () => {
    const { id } = await stripe.paymentIntents.create(price, { idempotencyKey: 'create-1' });
    const amount = await refusal(
      stripe.paymentIntents.create({ ...price, amount: 5001 }, { idempotencyKey: 'create-1' }),
    );
    expect(amount).toBeInstanceOf(StripeSdk.errors.StripeIdempotencyError);
    expect(amount.statusCode).toBe(400);
    const route = await refusal(stripe.paymentIntents.cancel(id, {}, { idempotencyKey: 'create-1' }));
    expect(route.message).toContain('same endpoint');
  });

  test('A decline is replayed as well, with the same charge', async () => {
    const { id } = await stripe.paymentIntents.create(price);
    const confirm = () =>
      refusal(
        stripe.paymentIntents.confirm(
          id,
          { payment_method: 'pm_card_chargeDeclined' },
          { idempotencyKey: 'confirm-1' },
        ),
      );
    expect((await confirm()).charge).toBe((await confirm()).charge);
    expect((await stripe.charges.list({ payment_intent: id })).data).toHaveLength(1);
  });

  test('A refused parameter does not use up the key', async () => {
    await refusal(stripe.paymentIntents.create({ ...price, amount: 1 }, { idempotencyKey: 'create-2' }));
    expect(await stripe.paymentIntents.create(price, { idempotencyKey: 'create-2' })).toMatchObject({
      amount: 5000,
    });
  });

  test('While the first request is under way, a second with its key gets 409', async () => {
    await running.faults({ delayRequests: { count: 1, delayMs: 300 } });
    const key = { 'idempotency-key': 'slow-1', authorization: 'Bearer sk_test_turnout' };
    const create = () =>
      postForm(`${running.url}/v1/payment_intents`, { amount: '5000', currency: 'eur' }, key);
    const statuses = (await Promise.all([create(), create()])).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 409]));
    expect((await create()).headers.get('idempotent-replayed')).toBe('true');
  });

  test('After 24 hours the key is free again', async () => {
    const first = await stripe.paymentIntents.create(price, { idempotencyKey: 'daily' });
    nowMs += 24 * 3600 * 1000 + 1000;
    expect((await stripe.paymentIntents.create(price, { idempotencyKey: 'daily' })).id).not.toBe(first.id);
  });
});

test('Slow payments and refunds settle later, and webhooks say so', async () => {
  const shop = await startShop();
  const own = await startSandbox({
    settleAfterMs: 20,
    webhooks: { urls: [shop.url], secret: webhookSecret },
  });
  const slow = await own.stripe.paymentIntents.create({
    ...price,
    payment_method: 'pm_sandbox_processing',
    confirm: true,
  });
  expect(slow.status).toBe('processing');
  await shop.until('payment_intent.processing');
  await shop.until('payment_intent.succeeded');

  const { id } = await own.stripe.paymentIntents.create({
    ...price,
    payment_method: 'pm_card_refundFail',
    confirm: true,
  });
  expect(await own.stripe.refunds.create({ payment_intent: id })).toMatchObject({ status: 'succeeded' });
  await shop.until('refund.failed');
  const { latest_charge: charge } = await own.stripe.paymentIntents.retrieve(id, {
    expand: ['latest_charge'],
  });
  expect(charge).toMatchObject({ refunded: false, amount_refunded: 0 });

  const pending = await own.stripe.paymentIntents.create({
    ...price,
    payment_method: 'pm_card_pendingRefund',
    confirm: true,
  });
  expect(await own.stripe.refunds.create({ payment_intent: pending.id })).toMatchObject({
    status: 'pending',
  });
  const updates = await shop.until('refund.updated', 2);
  expect(updates.map(({ data }) => data.object)).toContainEqual(
    expect.objectContaining({ payment_intent: pending.id, status: 'succeeded' }),
  );
  await own.close();
  await shop.close();
});
