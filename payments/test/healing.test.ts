// Webhooks lost, doubled, reordered, forged or in vain, and a provider that fails: the charges end the same.
import { eventually } from '@turnout/common/testing';
import request from 'supertest';
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
const delivered = () =>
  eventually(() => {
    const deliveries = stand.sandbox.ledger().events.flatMap(({ deliveries }) => deliveries);
    expect(deliveries.every(({ state }) => state === 'delivered')).toBe(true);
  });
const paid = ['ChargeCreated created', 'ChargeCreated completed'];
const anHourAgo = () => new Date(Date.now() - 3_600_000);

test('When every webhook comes five times, then the charge completes once', async () => {
  stand.sandbox.faults.set({ duplicateWebhooks: 5 });
  const started = await stand.pay(await stand.order());
  await stand.confirm(started.body, 'pm_card_visa');
  await toldIs(paid);
  await delivered();
  await toldIs(paid);
});

test('When the refusal arrives after the success, then both are told and the money counts once', async () => {
  stand.sandbox.faults.set({ reorderWebhooks: true });
  const order = await stand.order();
  const started = await stand.pay(order);
  await stand.confirm(started.body, 'pm_card_visa_chargeDeclined');
  await stand.confirm(started.body, 'pm_card_visa');
  await delivered();
  await stand.kit.settle();
  expect(stand.told().sort()).toEqual([
    'ChargeCreated completed',
    'ChargeCreated created',
    'ChargeFailed failed',
  ]);
});

test('When the webhook is lost, then the watch heals it within seconds and says so in the metrics', async () => {
  stand.sandbox.faults.set({ loseWebhooks: true });
  const started = await stand.pay(await stand.order());
  await stand.confirm(started.body, 'pm_card_visa');
  await stand.doTasks();
  await toldIs(['ChargeCreated created']);
  stand.advance(5_000);
  await stand.doTasks();
  await toldIs(paid);
  const metrics = await request(stand.app).get('/metrics');
  expect(metrics.text).toContain('payments_healed_total{by="task"} 1');
});

test('When the webhook is lost and the watch too, then the reconciler heals it from the list', async () => {
  stand.sandbox.faults.set({ loseWebhooks: true });
  const [declined, good] = [await stand.pay(await stand.order()), await stand.pay(await stand.order())];
  await stand.confirm(declined.body, 'pm_card_visa_chargeDeclined');
  await stand.confirm(good.body, 'pm_card_visa');
  await stand.work.reconcile(anHourAgo());
  await stand.work.reconcile(anHourAgo());
  await stand.kit.settle();
  expect(stand.told().slice(2).sort()).toEqual(['ChargeCreated completed', 'ChargeFailed failed']);
});

test('When the payer comes back before any webhook, then the checkout sees what happened', async () => {
  stand.sandbox.faults.set({ loseWebhooks: true });
  const order = await stand.order();
  const first = await stand.pay(order);
  await stand.confirm(first.body, 'pm_card_visa_chargeDeclined');
  const second = await stand.pay(order).expect(201);
  expect(second.body.id).not.toBe(first.body.id);
  await stand.confirm(second.body, 'pm_card_visa');
  const third = await stand.pay(order).expect(201);
  expect(third.body).toMatchObject({ id: second.body.id, status: 'completed' });
  expect(third.body).not.toHaveProperty('clientSecret');
});

test('When the provider cannot be asked while it tells us, then the webhook is refused and comes again', async () => {
  const started = await stand.pay(await stand.order());
  let failures = 2;
  stand.hindrances.before = {
    retrieve: () => {
      if ((failures -= 1) >= 0)
        stand.sandbox.faults.set({ failRequests: { status: 500, count: 1, pathPrefix: '/v1' } });
    },
  };
  await stand.confirm(started.body, 'pm_card_visa');
  await toldIs(paid);
});

test('When the signature is wrong, missing or for other bytes, then it is a 400 and changes nothing', async () => {
  const post = (headers: Record<string, string>, body: string) =>
    request(stand.app)
      .post('/api/payments/webhooks/stripe')
      .set({ 'Content-Type': 'application/json', ...headers })
      .send(body);
  const attempts = [{}, { 'Stripe-Signature': 't=1,v1=00' }, { 'Stripe-Signature': 'nonsense' }];
  for (const headers of attempts) {
    const refused = await post(headers, '{"id":"evt_1","object":"event"}').expect(400);
    expect(refused.body.errors[0]).toMatchObject({ code: 'signature-invalid' });
  }
  await post({ 'Content-Type': 'text/plain', 'Stripe-Signature': 't=1,v1=00' }, 'x').expect(400);
});

test('When a payment of someone else on the same account is told, then it is not ours', async () => {
  const { paymentIntents } = stand.sandbox.ledger();
  expect(paymentIntents).toHaveLength(0);
  await stand.gateway.start({
    orderId: 'elsewhere',
    eventId: 'e',
    chargeId: 'c',
    amountCents: 900,
    currency: 'EUR',
    key: 'k',
  });
  await stand.work.reconcile(anHourAgo());
  await delivered();
  await toldIs([]);
});

describe('3-D Secure', () => {
  const answer = async (body: unknown, result: 'complete' | 'fail') => {
    const { url } = (body as { next_action: { redirect_to_url: { url: string } } }).next_action
      .redirect_to_url;
    await fetch(url, { method: 'POST', body: new URLSearchParams({ result }) });
  };

  test('When the payer fails it, then the attempt fails; when the next is completed, then it is paid', async () => {
    const order = await stand.order();
    const first = await stand.pay(order);
    const asked = await stand.confirm(first.body, 'pm_card_threeDSecure2Required');
    await toldIs(['ChargeCreated created']);
    await answer(asked.body, 'fail');
    await toldIs(['ChargeCreated created', 'ChargeFailed failed']);
    const second = await stand.pay(order);
    const again = await stand.confirm(second.body, 'pm_card_threeDSecure2Required');
    await answer(again.body, 'complete');
    await toldIs([
      'ChargeCreated created',
      'ChargeFailed failed',
      'ChargeCreated created',
      'ChargeCreated completed',
    ]);
  });
});
