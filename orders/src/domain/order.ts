// An order and what may become of it: pure decisions, (order, command, now) -> the next order or a refusal.
import { AppError } from '@turnout/common/errors';
import type { ChargeState, OrderRefund, OrderState, OrderStatus } from '@turnout/common/messages';
import type { Quantity } from './inventory.ts';

export interface Order extends OrderState {
  promoCodeId: string | null;
  /** The ticket types that the promo code made cheaper. */
  discountedTypeIds: string[];
  /** Charges whose failure has been counted. */
  failedChargeIds: string[];
  /** The buyer's Idempotency-Key, so that a repeated request finds what the first one made. */
  requestKey: string | null;
}

/** Every transition there is; any other is refused and changes nothing. */
export const transitions: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  draft: ['pending_payment', 'paid', 'cancelled', 'expired'],
  pending_payment: ['draft', 'paid', 'cancelled', 'expired'],
  paid: ['completed'],
  completed: ['refunded'],
  refunded: [],
  // Money that came too late and still found its stock.
  cancelled: ['paid'],
  expired: ['paid'],
};

const expiringSoonMs = 5 * 60_000;

export const isOpen = (order: Pick<OrderState, 'status'>) =>
  order.status === 'draft' || order.status === 'pending_payment';
/**
 * How long an order whose payment is under way outlasts its time: payments stops the provider's intent first and says whether it
 * was paid already. With no word by then the order ends without it; money that still comes is money that came too late.
 */
export const stopGraceMs = 10_000;
const overlapMs: Partial<Record<OrderStatus, number>> = { pending_payment: stopGraceMs };
/** Its time is up, and no word of a payment under way is waited for any more. */
export const isOver = (order: Pick<OrderState, 'expiresAt' | 'status'>, now: Date) =>
  now.getTime() >= Date.parse(order.expiresAt) + (overlapMs[order.status] ?? 0);
export const isExpiringSoon = (order: OrderState, now: Date) =>
  isOpen(order) && Date.parse(order.expiresAt) - now.getTime() < expiringSoonMs;

export const quantitiesOf = (order: OrderState): Quantity[] =>
  order.items.map(({ ticketTypeId, quantity }) => ({ ticketTypeId, quantity }));
export const ticketCountOf = (order: Pick<OrderState, 'items'>) =>
  order.items.reduce((sum, item) => sum + item.quantity * item.admits, 0);

/** Moves to `status`, one version on. Throws 409 `order-<status>` when the table has no such transition. */
export function moveTo(order: Order, status: OrderStatus, changes: Partial<Order> = {}): Order {
  if (!transitions[order.status].includes(status)) {
    throw new AppError(
      'conflict',
      `order-${order.status.replace('_', '-')}`,
      `The order is ${order.status.replace('_', ' ')}.`,
      {
        facts: { orderId: order.orderId, status: order.status },
      },
    );
  }
  return change(order, { ...changes, status });
}

/** The same status, one version on. */
export function change(order: Order, changes: Partial<Order>): Order {
  return { ...order, ...changes, version: order.version + 1 };
}

/** A payment was started: costs no attempt. Undefined when that changes nothing. */
export function startPayment(order: Order, charge: ChargeState): Order | undefined {
  if (order.status !== 'draft' || order.failedChargeIds.includes(charge.chargeId)) return undefined;
  return moveTo(order, 'pending_payment');
}

/** A charge failed: once each, it counts an attempt; the last one ends the order. Undefined when that changes nothing. */
export function failAttempt(order: Order, charge: ChargeState): Order | undefined {
  if (!isOpen(order) || order.failedChargeIds.includes(charge.chargeId)) return undefined;
  const paymentAttempts = order.paymentAttempts + (charge.failure?.counts === false ? 0 : 1);
  const changes = { paymentAttempts, failedChargeIds: [...order.failedChargeIds, charge.chargeId] };
  if (paymentAttempts >= order.maxPaymentAttempts) {
    return moveTo(order, 'cancelled', { ...changes, cancelReason: 'payment-attempts-used-up' });
  }
  return order.status === 'draft' ? change(order, changes) : moveTo(order, 'draft', changes);
}

/** What the charge took is what the order says it costs. */
export const isExactly = (charge: ChargeState, order: OrderState) =>
  charge.amountCents === order.totalCents && charge.currency === order.currency;

/** Asks payments to give all of a charge back, once per charge; no ticket dies with it. Undefined when asked before. */
export function giveBack(order: Order, charge: ChargeState, reason: string): Order | undefined {
  const refundId = `refund-${charge.chargeId}`;
  if (order.refunds.some((refund) => refund.refundId === refundId)) return undefined;
  const { chargeId, amountCents } = charge;
  return change(order, {
    refunds: [
      ...order.refunds,
      { refundId, chargeId, amountCents, ticketIds: [], reason, status: 'requested' },
    ],
  });
}

/** Payments gave money back: the refunds it names are done; the order is `refunded` when all its money is. */
export function settleRefunds(order: Order, charge: ChargeState): Order | undefined {
  const done = new Set(charge.refunds.map((refund) => refund.refundId));
  const isNews = (refund: OrderRefund) => refund.status === 'requested' && done.has(refund.refundId);
  if (!order.refunds.some(isNews)) return undefined;
  const refunds = order.refunds.map((refund) =>
    isNews(refund) ? { ...refund, status: 'done' as const } : refund,
  );
  const settled = change(order, { refunds });
  return order.status === 'completed' && allGivenBack(settled) ? { ...settled, status: 'refunded' } : settled;
}

function allGivenBack(order: Order): boolean {
  return refundedTicketIds(order, ['done']).length === ticketCountOf(order);
}

export function refundedTicketIds(
  order: OrderState,
  statuses: OrderRefund['status'][] = ['requested', 'done'],
): string[] {
  return order.refunds
    .filter((refund) => statuses.includes(refund.status))
    .flatMap((refund) => refund.ticketIds);
}

/** Tickets that count against a limit per customer: those of live orders that were not given back. */
export function countedTickets(order: OrderState): number {
  const counts = isOpen(order) || order.status === 'paid' || order.status === 'completed';
  return counts ? ticketCountOf(order) - refundedTicketIds(order).length : 0;
}
