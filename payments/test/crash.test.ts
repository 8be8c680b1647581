// The provider or this process fails at each step of a start: the next try ends with one intent and one charge.
import { eventually } from '@turnout/common/testing';
import { createStand } from './stand.ts';
import type { Stand } from './stand.ts';

let stand: Stand;
beforeEach(async () => {
  stand = await createStand();
});
afterEach(() => stand.stop());

const toldIs = (expected: string[]) =>
  eventually(async () => {
    await stand.kit.settle();
    expect(stand.told()).toEqual(expected);
  });
const paid = ['ChargeCreated created', 'ChargeCreated completed'];
const intents = () => stand.sandbox.ledger().paymentIntents;

/** Dies as a process would: once, with whatever was committed before. */
function dyingOnce(): () => void {
  let died = false;
  return () => {
    if (died) return;
    died = true;
    throw new Error('the process is dying');
  };
}

describe('When a start breaks off', () => {
  const breaks: [string, () => void, number][] = [
    ['before the provider was asked', () => void (stand.hindrances.before = { start: dyingOnce() }), 500],
    [
      'after the provider did it and before it was saved',
      () => void (stand.hindrances.after = { start: dyingOnce() }),
      500,
    ],
    [
      'because the provider answers 500',
      () => stand.sandbox.faults.set({ failRequests: { status: 500, count: 1, pathPrefix: '/v1' } }),
      503,
    ],
    [
      'because the provider answers 429',
      () => stand.sandbox.faults.set({ failRequests: { status: 429, count: 1, pathPrefix: '/v1' } }),
      503,
    ],
    [
      'because a proxy answers 502 with JSON of its own',
      () =>
        stand.sandbox.faults.set({
          failRequests: { status: 502, count: 1, pathPrefix: '/v1', jsonBody: { message: 'bad gateway' } },
        }),
      503,
    ],
    [
      'because the answer is lost after the provider did it',
      () => stand.sandbox.faults.set({ timeoutAfterSuccess: { count: 1, pathPrefix: '/v1', holdMs: 1_500 } }),
      503,
    ],
  ];
  test.each(breaks)(
    '%s, then trying again pays with one intent and one charge',
    async (_when, hinder, status) => {
      const order = await stand.order();
      hinder();
      const broken = await stand.pay(order).expect(status);
      if (status === 503) {
        expect(broken.body.errors[0]).toMatchObject({ code: 'provider-unavailable' });
        expect(broken.headers['retry-after']).toBe('2');
      }
      await toldIs([]);
      const started = await stand.pay(order).expect(201);
      await stand.confirm(started.body, 'pm_card_visa');
      await toldIs(paid);
      expect(intents()).toHaveLength(1);
    },
  );

  test('and nobody tries again, then it ends with its order, and what exists at the provider is stopped', async () => {
    const order = await stand.order();
    stand.hindrances.after = { start: dyingOnce() };
    await stand.pay(order).expect(500);
    await stand.hear('OrderExpired', { ...order, version: 2, status: 'expired' });
    await stand.doTasks();
    await toldIs(['ChargeFailed failed']);
    await stand.work.reconcile(new Date(Date.now() - 3_600_000));
    await stand.doTasks();
    expect(intents().map(({ status }) => status)).toEqual(['canceled']);
    await toldIs(['ChargeFailed failed']);
  });

  test('and the reconciler finds what it made, then the order goes on with that', async () => {
    const order = await stand.order();
    stand.hindrances.after = { start: dyingOnce() };
    await stand.pay(order).expect(500);
    await stand.work.reconcile(new Date(Date.now() - 3_600_000));
    const started = await stand.pay(order).expect(201);
    expect(started.body.providerId).toBe(intents()[0]?.id);
    expect(intents()).toHaveLength(1);
  });
});

test('When the provider will never take it, then the answer says so and nothing stays open', async () => {
  const items = [{ ticketTypeId: 't', name: 'Sticker', quantity: 1, unitPriceCents: 10, admits: 1 }];
  const order = await stand.order({ items, totalCents: 10 });
  const refused = await stand.pay(order).expect(409);
  expect(refused.body.errors[0]).toMatchObject({ code: 'payment-refused' });
  await toldIs(['ChargeFailed failed']);
  expect(stand.kit.bus.published.at(-1)?.data).toMatchObject({ failure: { counts: false } });
});

test('When an operator cancels the intent at the provider, then the next try gets another one', async () => {
  const order = await stand.order();
  const first = await stand.pay(order).expect(201);
  await stand.gateway.cancel(first.body.providerId as string);
  const second = await stand.pay(order).expect(201);
  expect(second.body.providerId).not.toBe(first.body.providerId);
  await stand.confirm(second.body, 'pm_card_visa');
  await toldIs([
    'ChargeCreated created',
    'ChargeFailed failed',
    'ChargeCreated created',
    'ChargeCreated completed',
  ]);
});
