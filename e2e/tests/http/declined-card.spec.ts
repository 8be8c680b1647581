import { expect, test } from '@playwright/test';
import type { Charge, Page } from '../../src/api/shapes.ts';
import { until } from '../../src/api/until.ts';
import {
  confirmCard,
  getOrder,
  placeOrder,
  startPayment,
  ticketsOf,
  untilOrderIs,
} from '../../src/shop/buy.ts';
import { putOnSale } from '../../src/shop/events-on-sale.ts';
import { signUp } from '../../src/shop/people.ts';
import { moneyOf } from '../../src/shop/provider.ts';
import { stockOf } from '../../src/shop/stock.ts';

test('A declined card costs one attempt of three, says why, and the order can still be paid', async () => {
  const onSale = await putOnSale(await signUp('promoter'));
  const customer = await signUp('customer');
  const order = await placeOrder(customer, onSale, 2);
  expect(order).toMatchObject({ paymentAttempts: 0, maxPaymentAttempts: 3 });

  const payment = await startPayment(customer, order.id);
  const refusal = await confirmCard(payment, 'pm_card_chargeDeclined');
  expect(refusal.status).toBe(402);
  expect(refusal.body.error?.code).toBe('card_declined');
  const declined = await until('the attempt is counted', async () => {
    const seen = await getOrder(customer, order.id);
    return seen.paymentAttempts === 1 && seen;
  });
  expect(declined.status).toBe('draft');
  const { items } = await customer.expect<Page<Charge>>(200, 'GET', `/api/payments?orderId=${order.id}`);
  expect(items).toMatchObject([
    { status: 'failed', failure: { message: expect.stringMatching(/declined/i) } },
  ]);

  const second = await startPayment(customer, order.id);
  expect((await confirmCard(second)).body.status).toBe('succeeded');
  const completed = await untilOrderIs(customer, { orderId: order.id, status: 'completed' });
  expect(completed.paymentAttempts).toBe(1);
  expect(await ticketsOf(customer, order.id)).toHaveLength(2);
  expect(await moneyOf(second.providerId)).toMatchObject({ captures: 1, capturedCents: order.totalCents });
});

test('The third declined card ends the order, and its stock is for sale again', async () => {
  const onSale = await putOnSale(await signUp('promoter'), { capacity: 1 });
  const customer = await signUp('customer');
  const order = await placeOrder(customer, onSale);
  for (const attempt of [1, 2, 3]) {
    await confirmCard(await startPayment(customer, order.id), 'pm_card_chargeDeclined');
    await until(
      `attempt ${attempt} is counted`,
      async () => (await getOrder(customer, order.id)).paymentAttempts === attempt,
    );
  }
  expect((await getOrder(customer, order.id)).status).toBe('cancelled');
  expect(await stockOf(onSale.event.id)).toMatchObject([{ available: 1, held: 0, sold: 0 }]);
});
