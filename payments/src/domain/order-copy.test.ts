import { sampleOrder } from '@turnout/common/testing';
import { assertMethod, assertPayable, hasEnded, toCopy } from './order-copy.ts';
import type { OrderCopy } from './order-copy.ts';

const now = new Date('2026-05-01T18:00:00Z');
const order = (over: Partial<OrderCopy> = {}): OrderCopy => ({
  ...toCopy(sampleOrder()),
  expiresAt: new Date('2026-05-01T18:30:00Z'),
  ...over,
});

const statuses: [OrderCopy['status'], string | null, boolean][] = [
  ['draft', null, false],
  ['pending_payment', null, false],
  ['paid', 'order-not-payable', false],
  ['completed', 'order-not-payable', false],
  ['refunded', 'order-not-payable', false],
  ['cancelled', 'order-not-payable', true],
  ['expired', 'order-expired', true],
];

test.each(statuses)('An order that is %s: refused with %s, over: %s', (status, code, ended) => {
  expect(hasEnded(order({ status }))).toBe(ended);
  if (code === null) assertPayable(order({ status }), now);
  else
    expect(() => assertPayable(order({ status }), now)).toThrow(
      expect.objectContaining({ code, details: [expect.objectContaining({ status })] }),
    );
});

test('When its time is over, then an open order cannot be paid, whatever was heard of it', () => {
  const late = new Date('2026-05-01T18:30:00Z');
  expect(() => assertPayable(order({ status: 'draft' }), late)).toThrow(
    expect.objectContaining({ code: 'order-expired' }),
  );
});

test.each([
  [5_000, 'card', true],
  [5_000, 'free', false],
  [0, 'free', true],
  [0, 'card', false],
  [5_000, 'paypal', false],
  [5_000, 'bank_transfer', false],
] as const)('%i cents by %s: %s', (totalCents, method, allowed) => {
  const check = () => assertMethod(order({ totalCents }), method);
  if (allowed) check();
  else expect(check).toThrow(expect.objectContaining({ code: 'method-not-available' }));
});
