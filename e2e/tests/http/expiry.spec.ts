import { expect, test } from '@playwright/test';
import type { Client } from '../../src/api/client.ts';
import { until } from '../../src/api/until.ts';
import { buy, confirmCard, getOrder, placeOrder, startPayment, untilOrderIs } from '../../src/shop/buy.ts';
import { availableOf, putOnSale } from '../../src/shop/events-on-sale.ts';
import { signUp } from '../../src/shop/people.ts';
import { behave, misbehave, moneyOf } from '../../src/shop/provider.ts';
import { stockOf } from '../../src/shop/stock.ts';

/** Six seconds: long enough to pay in, short enough to wait for. */
const HOLD_MINUTES = 0.1;

test.afterEach(behave);

async function onSaleForMoments(capacity: number) {
  const promoter = await signUp('promoter');
  return await putOnSale(promoter, { holdMinutes: HOLD_MINUTES, capacity });
}

/** Pays, while nobody hears of it: webhooks are lost and every question is answered with 500. */
async function payUnheard(buyer: Client, orderId: string) {
  const payment = await startPayment(buyer, orderId);
  await misbehave({ loseWebhooks: true });
  expect((await confirmCard(payment)).body.status).toBe('succeeded');
  await misbehave({ failRequests: { status: 500, count: 1_000, pathPrefix: '/v1' } });
  return payment;
}

test('An unpaid order expires by itself at its time, never before, and its stock is for sale again', async () => {
  const onSale = await onSaleForMoments(2);
  const customer = await signUp('customer');
  const order = await placeOrder(customer, onSale, 2);
  expect(Date.parse(order.expiresAt) - Date.now()).toBeLessThanOrEqual(HOLD_MINUTES * 60_000);
  const other = await signUp('customer');
  const refused = await other.call('POST', '/api/orders', {
    body: { eventId: onSale.event.id, items: [{ ticketTypeId: onSale.ticketType.id, quantity: 1 }] },
  });
  expect(refused).toMatchObject({ status: 409, body: { errors: [{ code: 'sold-out' }] } });

  const expired = await until('the order has expired', async () => {
    const seen = await getOrder(customer, order.id);
    return seen.status === 'expired' && { at: Date.now() };
  });
  expect(expired.at).toBeGreaterThanOrEqual(Date.parse(order.expiresAt));
  expect(expired.at - Date.parse(order.expiresAt)).toBeLessThan(5_000);
  expect(await availableOf(other, onSale)).toBe(2);
  const { tickets } = await buy(other, onSale, 2);
  expect(tickets).toHaveLength(2);
});

test('When a payment is confirmed after its order has expired, the provider takes no money', async () => {
  const onSale = await onSaleForMoments(2);
  const customer = await signUp('customer');
  const order = await placeOrder(customer, onSale, 1);
  const payment = await startPayment(customer, order.id);
  await untilOrderIs(customer, { orderId: order.id, status: 'expired' });
  await until(
    'the payment is stopped',
    async () =>
      (await confirmCard(payment, 'pm_card_chargeDeclined')).body.error?.code ===
      'payment_intent_unexpected_state',
  );
  expect((await confirmCard(payment)).status).toBe(400);
  expect(await moneyOf(payment.providerId)).toMatchObject({ capturedCents: 0 });
});

test('When money is heard of too late and the stock is still there, then the order is honoured', async () => {
  const onSale = await onSaleForMoments(2);
  const customer = await signUp('customer');
  const order = await placeOrder(customer, onSale, 2);
  const payment = await payUnheard(customer, order.id);
  await untilOrderIs(customer, { orderId: order.id, status: 'expired' });
  expect(await availableOf(customer, onSale)).toBe(2);
  await behave();
  await untilOrderIs(customer, { orderId: order.id, status: 'completed' }, 60_000);
  expect(await moneyOf(payment.providerId)).toEqual({
    captures: 1,
    capturedCents: order.totalCents,
    refundedCents: 0,
  });
  expect(await stockOf(onSale.event.id)).toMatchObject([{ available: 0, held: 0, sold: 2 }]);
});

test('When money is heard of too late and the stock is gone, then all of it is given back', async () => {
  const onSale = await onSaleForMoments(1);
  const [late, quick] = await Promise.all([signUp('customer'), signUp('customer')]);
  const order = await placeOrder(late, onSale, 1);
  const payment = await payUnheard(late, order.id);
  await untilOrderIs(late, { orderId: order.id, status: 'expired' });
  const taken = await placeOrder(quick, onSale, 1);
  await behave();
  const paid = await startPayment(quick, taken.id);
  await confirmCard(paid);
  await untilOrderIs(quick, { orderId: taken.id, status: 'completed' });

  const refunded = await until(
    'the late money went back',
    async () => {
      const money = await moneyOf(payment.providerId);
      return money.refundedCents > 0 && money;
    },
    { withinMs: 60_000 },
  );
  expect(refunded).toEqual({ captures: 1, capturedCents: order.totalCents, refundedCents: order.totalCents });
  await until('the order says so', async () => {
    const seen = await getOrder(late, order.id);
    return seen.refunds[0]?.status === 'done' && seen.status === 'expired';
  });
  expect(await stockOf(onSale.event.id)).toMatchObject([{ available: 0, held: 0, sold: 1 }]);
});
