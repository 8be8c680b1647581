import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { insist } from '../../src/api/insist.ts';
import type { Order, Payment } from '../../src/api/shapes.ts';
import {
  confirmCard,
  orderInput,
  startPayment as startPaymentOnce,
  ticketsOf,
  untilOrderIs,
} from '../../src/shop/buy.ts';
import { putOnSale, type OnSale } from '../../src/shop/events-on-sale.ts';
import { mailsAbout, untilMailed } from '../../src/shop/mails.ts';
import { signUp, type Person } from '../../src/shop/people.ts';
import { intentsOf, moneyOf } from '../../src/shop/provider.ts';
import { stockOf } from '../../src/shop/stock.ts';
import { killService } from '../../src/stack/kill.ts';

const services = [
  'auth',
  'events',
  'tickets',
  'orders',
  'expiration',
  'payments',
  'scanner',
  'notifications',
];
const COMPLETED_WITHIN_MS = 45_000;

let onSale: OnSale;
let customer: Person;

test.beforeEach(async () => {
  onSale = await putOnSale(await signUp('promoter'), { capacity: 10 });
  customer = await signUp('customer');
});

const placeOrder = () => insist<Order>(customer, { path: '/api/orders', body: orderInput(onSale, 2) });
const startPayment = (orderId: string) =>
  insist<Payment>(customer, { path: '/api/payments', body: { orderId, method: 'card' } });

/** One of each, however often anything was sent again. */
async function expectOneOfEach(order: Order, payment: Payment): Promise<void> {
  await untilOrderIs(customer, { orderId: order.id, status: 'completed' }, COMPLETED_WITHIN_MS);
  await untilMailed(customer.email, order.id);
  const { items } = await customer.expect<{ items: Order[] }>(200, 'GET', '/api/orders');
  expect(items.map(({ id }) => id)).toEqual([order.id]);
  const tickets = await ticketsOf(customer, order.id);
  expect(tickets.map(({ status }) => status)).toEqual(['active', 'active']);
  expect(new Set(tickets.map(({ code }) => code)).size).toBe(2);
  expect(await intentsOf(order.id)).toHaveLength(1);
  expect(await moneyOf(payment.providerId)).toEqual({ captures: 1, capturedCents: 5_000, refundedCents: 0 });
  expect(await stockOf(onSale.event.id)).toMatchObject([{ available: 8, held: 0, sold: 2 }]);
  expect(await mailsAbout(customer.email, order.id)).toHaveLength(1);
}

for (const service of services) {
  test(`When ${service} is killed while the card is charged, the purchase completes and nothing is doubled`, async () => {
    const order = await placeOrder();
    const payment = await startPayment(order.id);
    const confirming = confirmCard(payment);
    const { isBack } = killService(service);
    expect((await confirming).body.status).toBe('succeeded');
    await isBack;
    await expectOneOfEach(order, payment);
  });
}

test('When orders is killed while it is asked, a repeated request makes no second order', async () => {
  const placing = placeOrder();
  await killWhileAsked('orders');
  const order = await placing;
  const payment = await startPayment(order.id);
  await confirmCard(payment);
  await expectOneOfEach(order, payment);
});

test('When payments is killed while it is asked, asking anew under another key starts no second payment', async () => {
  const order = await placeOrder();
  const cutOff = startPaymentOnce(customer, order.id).catch(() => undefined);
  await killWhileAsked('payments');
  await cutOff;
  const payment = await startPayment(order.id);
  await confirmCard(payment);
  await expectOneOfEach(order, payment);
});

/** A few milliseconds in, so that the request has arrived; any of them is a moment to die at. */
async function killWhileAsked(service: string): Promise<void> {
  await pause(15);
  await killService(service).isBack;
}
