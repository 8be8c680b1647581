// What payments does when an order ends, and with the money that must go back.
import { newId } from '@turnout/common/runtime';
import { eventually } from '@turnout/common/testing';
import type { OrderRefund, OrderState } from '@turnout/common/messages';
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
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
const statusAtProvider = () => stand.sandbox.ledger().paymentIntents.map(({ status }) => status);
const refundsAtProvider = () =>
  stand.sandbox.ledger().refunds.map(({ amount, metadata }) => [amount, metadata['refundId']]);

describe('When an order ends', () => {
  test.each([
    ['OrderCancelled', 'cancelled', 'order-not-payable'],
    ['OrderExpired', 'expired', 'order-expired'],
  ] as const)(
    'by %s, then its intent is stopped, that does not count, and it cannot be paid any more',
    async (type, status, code) => {
      const order = await stand.order();
      const started = await stand.pay(order);
      await stand.hear(type, { ...order, version: 2, status });
      await stand.doTasks();
      await toldIs(['ChargeCreated created', 'ChargeFailed failed']);
      expect(stand.kit.bus.published.at(-1)?.data).toMatchObject({
        failure: { counts: false, code: 'payment-stopped' },
      });
      expect(statusAtProvider()).toEqual(['canceled']);
      expect((await stand.confirm(started.body, 'pm_card_visa')).status).toBe(400);
      expect((await stand.pay(order).expect(409)).body.errors[0]).toMatchObject({ code });
    },
  );

  test('and the payer was faster, then the capture is told, not lost', async () => {
    stand.sandbox.faults.set({ loseWebhooks: true });
    const order = await stand.order();
    const started = await stand.pay(order);
    await stand.confirm(started.body, 'pm_card_visa');
    await stand.hear('OrderExpired', { ...order, version: 2, status: 'expired' });
    await stand.doTasks();
    await toldIs(['ChargeCreated created', 'ChargeCreated completed']);
  });

  test('while the provider is down, then the intent is stopped once it is back', async () => {
    const order = await stand.order();
    await stand.pay(order);
    stand.sandbox.faults.set({ failRequests: { status: 503, count: 3, pathPrefix: '/v1' } });
    await stand.hear('OrderExpired', { ...order, version: 2, status: 'expired' });
    for (let tries = 0; tries < 4; tries += 1) {
      await stand.doTasks();
      stand.advance(10_000);
    }
    await toldIs(['ChargeCreated created', 'ChargeFailed failed']);
    expect(statusAtProvider()).toEqual(['canceled']);
  });

  test('by the clock, then its intent is stopped at that moment and not before, though nobody has said so', async () => {
    const order = await stand.order({ expiresAt: inSeconds(60) });
    const started = await stand.pay(order);
    stand.advance(50_000);
    await stand.doTasks();
    expect(statusAtProvider()).toEqual(['requires_payment_method']);
    stand.advance(10_500);
    await stand.doTasks();
    expect(statusAtProvider()).toEqual(['canceled']);
    await toldIs(['ChargeCreated created', 'ChargeFailed failed']);
    expect((await stand.confirm(started.body, 'pm_card_visa')).status).toBe(400);
  });

  test('by the clock, and it was paid in the last instant, then that is told', async () => {
    stand.sandbox.faults.set({ loseWebhooks: true });
    const order = await stand.order({ expiresAt: inSeconds(3) });
    const started = await stand.pay(order);
    await stand.confirm(started.body, 'pm_card_visa');
    stand.advance(3_500);
    await stand.doTasks();
    await toldIs(['ChargeCreated created', 'ChargeCreated completed']);
  });

  test('by the clock while its payment is being started, then the payer gets a 409 and the intent is stopped', async () => {
    const order = await stand.order({ expiresAt: inSeconds(60) });
    stand.hindrances.after = { start: () => stand.advance(61_000) };
    const refused = await stand.pay(order).expect(409);
    expect(refused.body.errors[0]).toMatchObject({ code: 'order-expired' });
    await stand.doTasks();
    expect(statusAtProvider()).toEqual(['canceled']);
    await toldIs(['ChargeCreated created', 'ChargeFailed failed']);
  });

  test('while its payment is being started, then the payer gets a 409 and the intent is stopped', async () => {
    const order = await stand.order();
    const expire = () => stand.hear('OrderExpired', { ...order, version: 2, status: 'expired' });
    stand.hindrances.after = { start: expire };
    const refused = await stand.pay(order).expect(409);
    expect(refused.body.errors[0]).toMatchObject({ code: 'order-expired' });
    await stand.doTasks();
    expect(statusAtProvider()).toEqual(['canceled']);
    await toldIs(['ChargeCreated created', 'ChargeFailed failed']);
  });
});

describe('When an order asks for a refund', () => {
  async function paidOrder(): Promise<{ order: OrderState; chargeId: string; providerId: string }> {
    const order = await stand.order();
    const started = await stand.pay(order);
    await stand.confirm(started.body, 'pm_card_visa');
    await toldIs(['ChargeCreated created', 'ChargeCreated completed']);
    stand.kit.bus.published.length = 0;
    return { order, chargeId: started.body.id as string, providerId: started.body.providerId as string };
  }
  const entry = (chargeId: string, amountCents: number): OrderRefund => ({
    refundId: newId(),
    chargeId,
    amountCents,
    ticketIds: [],
    reason: 'requested',
    status: 'requested',
  });

  test('then the provider gives it back once, however often it is told', async () => {
    const { order, chargeId } = await paidOrder();
    const part = entry(chargeId, 2_000);
    const refunded = { ...order, version: 3, status: 'completed' as const, refunds: [part] };
    await stand.hear('OrderRefunded', refunded);
    await stand.doTasks();
    await stand.hear('OrderRefunded', refunded);
    await stand.hear('OrderUpdated', { ...refunded, version: 4 });
    await stand.doTasks();
    await toldIs(['ChargeRefunded completed']);
    const rest = entry(chargeId, 3_000);
    await stand.hear('OrderRefunded', {
      ...refunded,
      version: 5,
      refunds: [{ ...part, status: 'done' }, rest],
    });
    await stand.doTasks();
    await toldIs(['ChargeRefunded completed', 'ChargeRefunded refunded']);
    expect(refundsAtProvider().sort()).toEqual(
      [
        [2_000, part.refundId],
        [3_000, rest.refundId],
      ].sort(),
    );
    expect(stand.kit.bus.published.at(-1)?.data).toMatchObject({ refundedCents: 5_000, amountCents: 5_000 });
  });

  test('and the process dies after the provider did it, then it is recorded, not repeated', async () => {
    const { order, chargeId } = await paidOrder();
    let deaths = 2;
    stand.hindrances.after = {
      refund: () => {
        if ((deaths -= 1) >= 0) throw new Error('the process is dying');
      },
    };
    await stand.hear('OrderRefunded', {
      ...order,
      version: 3,
      status: 'completed',
      refunds: [entry(chargeId, 5_000)],
    });
    await stand.doTasks();
    await toldIs([]);
    stand.advance(3_600_000);
    await stand.doTasks();
    await toldIs(['ChargeRefunded refunded']);
    expect(refundsAtProvider()).toHaveLength(1);
  });

  test('and the process freezes in the middle of it, then within a minute another one records it', async () => {
    const { order, chargeId } = await paidOrder();
    let thaw = (): void => undefined;
    const thawed = new Promise<void>((resolve) => (thaw = resolve));
    stand.hindrances.after = { refund: () => thawed };
    const refunds = [entry(chargeId, 5_000)];
    await stand.hear('OrderRefunded', { ...order, version: 3, status: 'completed', refunds });
    const frozen = stand.work.money.runDue();
    await eventually(() => expect(refundsAtProvider()).toHaveLength(1));
    await stand.doTasks();
    await toldIs([]);
    stand.advance(55_000);
    await stand.doTasks();
    await toldIs(['ChargeRefunded refunded']);
    thaw();
    await frozen;
    await toldIs(['ChargeRefunded refunded']);
    expect(refundsAtProvider()).toHaveLength(1);
  });

  test('and the answer of the provider is lost, then it is found in the list and not repeated', async () => {
    const { order, chargeId } = await paidOrder();
    stand.sandbox.faults.set({ timeoutAfterSuccess: { count: 1, pathPrefix: '/v1/refunds', holdMs: 1_500 } });
    await stand.hear('OrderRefunded', {
      ...order,
      version: 3,
      status: 'completed',
      refunds: [entry(chargeId, 5_000)],
    });
    await stand.doTasks();
    stand.advance(10_000);
    await stand.doTasks();
    await toldIs(['ChargeRefunded refunded']);
    expect(refundsAtProvider()).toHaveLength(1);
  });

  test('that was made by hand at the provider, then it is recorded', async () => {
    const { order, chargeId, providerId } = await paidOrder();
    await stand.gateway.refund({ intentId: providerId, refundId: 'by-hand', amountCents: 5_000 });
    await stand.hear('OrderRefunded', {
      ...order,
      version: 3,
      status: 'completed',
      refunds: [entry(chargeId, 5_000)],
    });
    await stand.doTasks();
    await toldIs(['ChargeRefunded refunded']);
    expect(refundsAtProvider()).toHaveLength(1);
  });

  test('that is more than is left, then it is not made, and waits where operators see it', async () => {
    const { order, chargeId } = await paidOrder();
    await stand.hear('OrderRefunded', {
      ...order,
      version: 3,
      status: 'completed',
      refunds: [entry(chargeId, 5_001)],
    });
    await stand.doTasks();
    await toldIs([]);
    expect(refundsAtProvider()).toEqual([]);
  });
});
