import { expect, test } from '@playwright/test';
import { problemsOf } from '../../src/api/client.ts';
import type { Order } from '../../src/api/shapes.ts';
import { orderInput } from '../../src/shop/buy.ts';
import { availableOf, putOnSale } from '../../src/shop/events-on-sale.ts';
import { makeUpCustomers } from '../../src/shop/made-up-users.ts';
import { signUp } from '../../src/shop/people.ts';
import { stockOf } from '../../src/shop/stock.ts';

test('When 200 buyers ask for 50 tickets at once, then 50 have one, 150 are told sold-out, and the stock adds up', async () => {
  const promoter = await signUp('promoter');
  const onSale = await putOnSale(promoter, { capacity: 50 });
  const buyers = await makeUpCustomers(200);

  const answers = await Promise.all(
    buyers.map((buyer) => buyer.call<Order>('POST', '/api/orders', { body: orderInput(onSale, 1) })),
  );

  const outcomes = answers.map((answer) => (answer.status === 201 ? 'order' : problemsOf(answer)[0]?.code));
  expect(outcomes.filter((outcome) => outcome === 'order')).toHaveLength(50);
  expect(outcomes.filter((outcome) => outcome === 'sold-out')).toHaveLength(150);
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
  const orderIds = answers.flatMap(({ status, body }) => (status === 201 ? [body.id] : []));
  expect(new Set(orderIds).size).toBe(50);
  expect(await stockOf(onSale.event.id)).toMatchObject([{ capacity: 50, available: 0, held: 50, sold: 0 }]);
  expect(await availableOf(promoter, onSale)).toBe(0);
});
