import { orderStatus } from '@turnout/common/messages';
import { newId } from '@turnout/common/runtime';
import { sampleCharge, sampleOrder } from '@turnout/common/testing';
import {
  change,
  countedTickets,
  failAttempt,
  giveBack,
  isExpiringSoon,
  moveTo,
  settleRefunds,
  startPayment,
  transitions,
} from './order.ts';
import type { Order } from './order.ts';
import { discountFor, unitsOf } from './units.ts';

const orderIn = (over: Partial<Order> = {}): Order => ({
  ...sampleOrder(),
  promoCodeId: null,
  discountedTypeIds: [],
  failedChargeIds: [],
  requestKey: null,
  ...over,
});
const statuses = orderStatus.options;
const pairs = statuses.flatMap((from) => statuses.map((to) => [from, to] as const));

test.each(pairs.filter(([from, to]) => transitions[from].includes(to)))(
  'An order that is %s may become %s, one version on',
  (from, to) => {
    expect(moveTo(orderIn({ status: from, version: 7 }), to)).toMatchObject({ status: to, version: 8 });
  },
);

test.each(pairs.filter(([from, to]) => !transitions[from].includes(to)))(
  'An order that is %s may not become %s',
  (from, to) => {
    expect(() => moveTo(orderIn({ status: from }), to)).toThrow(
      expect.objectContaining({ kind: 'conflict' }),
    );
  },
);

test('The transitions are those of the design, and no more', () => {
  expect(transitions).toEqual({
    draft: ['pending_payment', 'paid', 'cancelled', 'expired'],
    pending_payment: ['draft', 'paid', 'cancelled', 'expired'],
    paid: ['completed'],
    completed: ['refunded'],
    refunded: [],
    cancelled: ['paid'],
    expired: ['paid'],
  });
});

test.each(statuses)('A payment that starts changes an order only when it is a draft: %s', (status) => {
  expect(startPayment(orderIn({ status }), sampleCharge())?.status).toBe(
    status === 'draft' ? 'pending_payment' : undefined,
  );
});

test.each(statuses)('A failed charge counts only while the order is open: %s', (status) => {
  const failed = failAttempt(
    orderIn({ status }),
    sampleCharge({ status: 'failed', failure: { code: 'x', message: 'x', counts: true } }),
  );
  expect(failed?.paymentAttempts).toBe(status === 'draft' || status === 'pending_payment' ? 1 : undefined);
});

test('A charge that was stopped because the order ended counts no attempt', () => {
  const failure = { code: 'order-ended', message: 'x', counts: false };
  expect(failAttempt(orderIn({ status: 'pending_payment' }), sampleCharge({ failure }))).toMatchObject({
    status: 'draft',
    paymentAttempts: 0,
  });
});

test('Money is asked back once a charge', () => {
  const charge = sampleCharge();
  const once = giveBack(orderIn(), charge, 'paid-too-late');
  expect(once?.refunds).toHaveLength(1);
  expect(giveBack(once ?? orderIn(), charge, 'paid-too-late')).toBeUndefined();
});

test('An order is refunded when the refunds that are done cover all its tickets', () => {
  const refund = (refundId: string, ticketIds: string[]) => ({
    refundId,
    chargeId: 'c',
    amountCents: 1,
    ticketIds,
    reason: 'x',
    status: 'requested' as const,
  });
  const order = orderIn({
    status: 'completed',
    chargeId: 'c',
    refunds: [refund('a', ['t1']), refund('b', ['t2'])],
  });
  const told = (...ids: string[]) =>
    sampleCharge({ refunds: ids.map((refundId) => ({ refundId, amountCents: 1 })) });
  const half = settleRefunds(order, told('a'));
  expect(half?.status).toBe('completed');
  expect(settleRefunds(half ?? order, told('a'))).toBeUndefined();
  expect(settleRefunds(half ?? order, told('a', 'b'))?.status).toBe('refunded');
});

test('Tickets that were given back do not count against a limit', () => {
  const refunds = [
    {
      refundId: 'a',
      chargeId: 'c',
      amountCents: 1,
      ticketIds: [newId()],
      reason: 'x',
      status: 'requested' as const,
    },
  ];
  expect(countedTickets(orderIn({ status: 'completed' }))).toBe(2);
  expect(countedTickets(orderIn({ status: 'completed', refunds }))).toBe(1);
  expect(countedTickets(orderIn({ status: 'expired' }))).toBe(0);
});

test('An order expires soon in its last five minutes, while it is open', () => {
  const now = new Date('2026-05-01T12:00:00Z');
  const order = orderIn({ expiresAt: '2026-05-01T12:05:00Z' });
  expect(isExpiringSoon(order, now)).toBe(false);
  expect(isExpiringSoon(order, new Date(now.getTime() + 1))).toBe(true);
  expect(isExpiringSoon(change(order, { status: 'paid' }), new Date(now.getTime() + 1))).toBe(false);
});

test('A discount is spread over units to the cent, and only over the types it is for', () => {
  const items = [
    { ticketTypeId: 'a', name: 'A', quantity: 3, unitPriceCents: 1_000, admits: 1 },
    { ticketTypeId: 'b', name: 'B', quantity: 1, unitPriceCents: 5_000, admits: 2 },
  ];
  const discountCents = discountFor(items, ['a'], { percentOff: null, amountOffCents: 1_000 });
  const units = unitsOf({ items, discountCents, discountedTypeIds: ['a'] });
  expect(units.map((unit) => unit.paidCents)).toEqual([667, 666, 667, 5_000]);
  expect(units.map((unit) => unit.firstOrdinal)).toEqual([0, 1, 2, 3]);
  expect(discountFor(items, ['a'], { percentOff: 100, amountOffCents: 999 })).toBe(3_000);
});
