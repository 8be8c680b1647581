import fc from 'fast-check';
import type { Charge } from './charge.ts';
import { isCaptured } from './charge.ts';
import type { OrderCopy } from './order-copy.ts';
import {
  afterSight,
  completeFree,
  newPayment,
  observeIntent,
  openCardCharge,
  startAgain,
  startRequest,
} from './payment.ts';
import type { PaymentFile } from './payment.ts';
import type { Decline, Intent } from './ports.ts';

const order: OrderCopy = {
  orderId: 'o1',
  version: 1,
  userId: 'u1',
  eventId: 'e1',
  promoterId: 'p1',
  status: 'draft',
  totalCents: 5_000,
  currency: 'EUR',
  expiresAt: new Date('2026-05-01T18:30:00Z'),
  refunds: [],
};
let serial = 0;
const making = { newId: () => `c${(serial += 1)}`, now: new Date('2026-05-01T18:00:00Z') };
const fresh: PaymentFile = { payment: newPayment(order), charges: [] };
const opened = (): PaymentFile => {
  const file = openCardCharge(fresh, order, making);
  return { payment: { ...file.payment, providerId: 'pi_1' }, charges: file.charges };
};
const intent = (over: Partial<Intent> = {}): Intent => ({
  intentId: 'pi_1',
  status: 'open',
  clientSecret: 'secret',
  capturedCents: 0,
  currency: 'EUR',
  orderId: 'o1',
  decline: null,
  ...over,
});
const decline = (attemptId: string): Decline => ({ attemptId, code: 'card_declined', message: 'No.' });

/** The file after a sight, as the store would keep it. */
function see(file: PaymentFile, seen: { intent: Intent; declines?: Decline[] }): PaymentFile {
  const changed = observeIntent(file, { declines: [], ...seen }, making);
  const ids = new Set(changed.map(({ chargeId }) => chargeId));
  const charges = [...file.charges.filter(({ chargeId }) => !ids.has(chargeId)), ...changed];
  return { payment: afterSight(file.payment, seen.intent), charges };
}

const summary = (charges: Charge[]) =>
  charges.map(({ status, attemptId }) => `${status} ${attemptId ?? '-'}`).sort();

describe('Opening a charge', () => {
  test('When one is open or taken, then it is that one; after a refusal it is a new one of the same intent', () => {
    const file = opened();
    expect(openCardCharge(file, order, making).charge).toBe(file.charges[0]);
    const declined = see(file, { intent: intent(), declines: [decline('ch_1')] });
    const next = openCardCharge(declined, order, making);
    expect(next.charge).toMatchObject({ status: 'created', providerId: 'pi_1' });
    expect(next.charges).toHaveLength(2);
    const paid = see(next, { intent: intent({ status: 'succeeded', capturedCents: 5_000 }) });
    expect(openCardCharge(paid, order, making).charge.status).toBe('completed');
  });

  test('When the intent was canceled at the provider, then the next start asks for another under a new key', () => {
    const canceled = see(opened(), { intent: intent({ status: 'canceled' }) });
    const { payment } = openCardCharge(canceled, order, making);
    expect(payment).toMatchObject({ providerId: null, closed: null, starts: 2 });
    expect(startRequest(payment, order).key).toBe('order:o1:2');
  });

  test('When a start is repeated, then the call is the same to the last field', () => {
    const { payment } = openCardCharge(fresh, order, making);
    expect(startRequest(payment, order)).toEqual({
      orderId: 'o1',
      eventId: 'e1',
      chargeId: payment.startedBy,
      amountCents: 5_000,
      currency: 'EUR',
      key: 'order:o1',
    });
    expect(startRequest(startAgain(payment), order)).toEqual({
      ...startRequest(payment, order),
      key: 'order:o1:2',
    });
  });

  test('When an order costs nothing, then its charge is completed at once, and once', () => {
    const file = completeFree(fresh, { ...order, totalCents: 0 }, making);
    expect(file.charge).toMatchObject({
      status: 'completed',
      method: 'free',
      provider: 'none',
      amountCents: 0,
    });
    expect(completeFree(file, order, making).charge).toBe(file.charge);
  });
});

describe('Seeing an intent', () => {
  const succeeded = intent({ status: 'succeeded', capturedCents: 4_900, currency: 'CHF' });
  const rows: [string, { intent: Intent; declines?: Decline[] }, string[]][] = [
    ['still open', { intent: intent() }, ['created -']],
    ['processing', { intent: intent({ status: 'processing' }) }, ['created -']],
    ['refused', { intent: intent(), declines: [decline('ch_1')] }, ['failed ch_1']],
    [
      'refused, told twice in one sight',
      { intent: intent(), declines: [decline('ch_1'), decline('ch_1')] },
      ['failed ch_1'],
    ],
    [
      'refused twice',
      { intent: intent(), declines: [decline('ch_1'), decline('ch_2')] },
      ['failed ch_1', 'failed ch_2'],
    ],
    ['paid', { intent: succeeded }, ['completed -']],
    [
      'refused, then paid',
      { intent: succeeded, declines: [decline('ch_1')] },
      ['completed -', 'failed ch_1'],
    ],
    ['canceled', { intent: intent({ status: 'canceled' }) }, ['failed -']],
  ];
  test.each(rows)('%s', (_name, seen, expected) => {
    const once = see(opened(), seen);
    expect(summary(once.charges)).toEqual(expected);
    expect(summary(see(once, seen).charges)).toEqual(expected);
  });

  test('When it is paid, then the charge holds what was captured; a cancellation does not count as an attempt', () => {
    expect(see(opened(), { intent: succeeded }).charges[0]).toMatchObject({
      amountCents: 4_900,
      currency: 'CHF',
    });
    const stopped = see(opened(), { intent: intent({ status: 'canceled' }) });
    expect(stopped.charges[0]?.failure).toMatchObject({ code: 'payment-stopped', counts: false });
    expect(stopped.payment.closed).toBe('canceled');
  });

  test('Whatever the order and number of tellings, there is one capture, and one failed charge for each refusal', () => {
    const sights = fc.array(
      fc.oneof(
        fc.constant({ intent: succeeded }),
        fc.constantFrom('ch_1', 'ch_2', 'ch_3').map((id) => ({ intent: succeeded, declines: [decline(id)] })),
      ),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(sights, (all) => {
        const { charges } = all.reduce(see, opened());
        const told = new Set(
          all.flatMap((sight) =>
            ('declines' in sight ? sight.declines : []).map(({ attemptId }) => attemptId),
          ),
        );
        expect(charges.filter(isCaptured)).toHaveLength(1);
        expect(new Set(charges.flatMap(({ attemptId }) => attemptId ?? []))).toEqual(told);
        expect(charges.filter(({ status }) => status === 'failed')).toHaveLength(told.size);
        expect(charges.filter(({ status }) => status === 'created').length).toBe(0);
      }),
    );
  });
});
