import { completeCharge, endMessage, failCharge, isCaptured, newCharge, refundCharge } from './charge.ts';
import type { Charge, ChargeStatus } from './charge.ts';

const created = newCharge({
  chargeId: 'c1',
  orderId: 'o1',
  eventId: 'e1',
  userId: 'u1',
  method: 'card',
  provider: 'stripe',
  providerId: 'pi_1',
  amountCents: 5_000,
  currency: 'EUR',
  createdAt: new Date('2026-05-01T18:00:00Z'),
});
const taken = { capturedCents: 5_000, currency: 'EUR' };
const completed = completeCharge(created, taken);
const failed = failCharge(created, { code: 'card_declined', message: 'No.', counts: true }, 'ch_1');
const refunded = refundCharge(completed, { refundId: 'r1', amountCents: 5_000 });
const charges: Record<ChargeStatus, Charge> = { created, completed, failed, refunded };

const decisions: [string, (charge: Charge) => Charge, Partial<Record<ChargeStatus, ChargeStatus>>][] = [
  ['complete', (charge) => completeCharge(charge, taken), { created: 'completed' }],
  ['fail', (charge) => failCharge(charge, { code: 'x', message: 'x', counts: false }), { created: 'failed' }],
  [
    'refund a part',
    (charge) => refundCharge(charge, { refundId: 'r2', amountCents: 1 }),
    { completed: 'completed' },
  ],
  [
    'refund all',
    (charge) => refundCharge(charge, { refundId: 'r2', amountCents: 5_000 }),
    { completed: 'refunded' },
  ],
];
const statuses: ChargeStatus[] = ['created', 'completed', 'failed', 'refunded'];
const table = decisions.flatMap(([name, decide, allowed]) =>
  statuses.map((from) => ({ name, decide, from, becomes: allowed[from] })),
);

describe('A charge', () => {
  test.each(table.filter(({ becomes }) => becomes))(
    '$name: $from becomes $becomes, one version on',
    (row) => {
      const before = charges[row.from];
      expect(row.decide(before)).toMatchObject({ status: row.becomes, version: before.version + 1 });
    },
  );

  test.each(table.filter(({ becomes }) => !becomes))('$name: $from is refused', ({ decide, from }) => {
    expect(() => decide(charges[from])).toThrow(`a charge that is ${from}`);
  });

  test('When the provider took another amount, then that is what the charge says', () => {
    expect(completeCharge(created, { capturedCents: 4_000, currency: 'CHF' })).toMatchObject({
      amountCents: 4_000,
      currency: 'CHF',
    });
  });

  test('When the same refund comes twice, then it counts once', () => {
    const once = refundCharge(completed, { refundId: 'r1', amountCents: 2_000 });
    expect(refundCharge(once, { refundId: 'r1', amountCents: 2_000 })).toBe(once);
    expect(once).toMatchObject({ status: 'completed', refundedCents: 2_000 });
    const twice = refundCharge(once, { refundId: 'r2', amountCents: 3_000 });
    expect(twice).toMatchObject({ status: 'refunded', refundedCents: 5_000 });
  });

  test('Captured are those that ever took money', () => {
    expect(statuses.filter((status) => isCaptured(charges[status]))).toEqual(['completed', 'refunded']);
  });

  test('When it is told, then nothing that ties it to the provider is', () => {
    const { data, type } = endMessage(failed);
    expect(type).toBe('ChargeFailed');
    expect(data).not.toHaveProperty('attemptId');
    expect(data).not.toHaveProperty('createdAt');
    expect(endMessage(completed).type).toBe('ChargeCreated');
  });
});
