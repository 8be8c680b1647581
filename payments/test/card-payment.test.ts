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

describe('Paying by card', () => {
  test('When the card is good, then the webhook completes the charge with what was captured', async () => {
    const order = await stand.order();
    const started = await stand.pay(order).expect(201);
    expect(started.body).toEqual({
      id: expect.any(String),
      orderId: order.orderId,
      status: 'created',
      provider: 'stripe',
      providerId: expect.stringMatching(/^pi_/),
      clientSecret: expect.stringMatching(/_secret_/),
    });
    const [intent] = stand.sandbox.ledger().paymentIntents;
    expect(intent).toMatchObject({
      amount: 5_000,
      currency: 'eur',
      metadata: { orderId: order.orderId, chargeId: started.body.id },
    });
    await stand.confirm(started.body, 'pm_card_visa');
    await toldIs(['ChargeCreated created', 'ChargeCreated completed']);
    const listed = await stand.charges(order);
    expect(listed.body).toMatchObject({
      items: [
        { id: started.body.id, status: 'completed', amountCents: 5_000, currency: 'EUR', failure: null },
      ],
      nextCursor: null,
    });
    await stand.hear('OrderPaid', { ...order, version: 2, status: 'paid' });
    expect((await stand.pay(order).expect(409)).body.errors[0]).toMatchObject({
      code: 'order-not-payable',
      status: 'paid',
    });
  });

  test('When the card is declined, then that attempt fails with its reason and the next one shares the intent', async () => {
    const order = await stand.order();
    const first = await stand.pay(order).expect(201);
    await stand.confirm(first.body, 'pm_card_visa_chargeDeclinedInsufficientFunds');
    await toldIs(['ChargeCreated created', 'ChargeFailed failed']);
    const failed = stand.kit.bus.published.at(-1)?.data;
    expect(failed).toMatchObject({
      chargeId: first.body.id,
      failure: { code: 'insufficient_funds', counts: true },
    });

    const second = await stand.pay(order).expect(201);
    expect(second.body.id).not.toBe(first.body.id);
    expect(second.body.providerId).toBe(first.body.providerId);
    await stand.confirm(second.body, 'pm_card_visa');
    await toldIs([
      'ChargeCreated created',
      'ChargeFailed failed',
      'ChargeCreated created',
      'ChargeCreated completed',
    ]);
    expect(stand.sandbox.ledger().paymentIntents).toHaveLength(1);
  });

  test('When a declined payer pays on the same page without asking us again, then the success is a charge of its own', async () => {
    const order = await stand.order();
    const first = await stand.pay(order).expect(201);
    await stand.confirm(first.body, 'pm_card_visa_chargeDeclined');
    await toldIs(['ChargeCreated created', 'ChargeFailed failed']);
    await stand.confirm(first.body, 'pm_card_visa');
    await toldIs(['ChargeCreated created', 'ChargeFailed failed', 'ChargeCreated completed']);
  });

  test('When the checkout is looked at again, then it is the same charge and no attempt', async () => {
    const order = await stand.order();
    const first = await stand.pay(order).expect(201);
    const second = await stand.pay(order).expect(201);
    expect(second.body).toEqual(first.body);
    await toldIs(['ChargeCreated created']);
  });

  test('When ten checkouts of an order open at once, then all get one charge of one intent', async () => {
    const order = await stand.order();
    const answers = await Promise.all(Array.from({ length: 10 }, () => stand.pay(order)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(new Set(answers.map(({ body }) => `${body.id} ${body.providerId}`)).size).toBe(1);
    await toldIs(['ChargeCreated created']);
    expect(stand.sandbox.ledger().paymentIntents).toHaveLength(1);
  });
});
