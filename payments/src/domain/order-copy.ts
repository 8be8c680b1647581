// What payments keeps of an order, and whether it may be paid.
import { AppError } from '@turnout/common/errors';
import type { OrderRefund, OrderState } from '@turnout/common/messages';

export interface OrderCopy {
  orderId: string;
  version: number;
  userId: string;
  eventId: string;
  promoterId: string;
  status: OrderState['status'];
  totalCents: number;
  currency: string;
  expiresAt: Date;
  refunds: OrderRefund[];
}

export type PaymentMethod = 'card' | 'paypal' | 'bank_transfer' | 'free';

export function toCopy(order: OrderState): OrderCopy {
  const { orderId, version, userId, eventId, promoterId, status, totalCents, currency, refunds } = order;
  return {
    orderId,
    version,
    userId,
    eventId,
    promoterId,
    status,
    totalCents,
    currency,
    refunds,
    expiresAt: new Date(order.expiresAt),
  };
}

/** True when an unpaid order is over: nobody may pay it any more. */
export function hasEnded(order: OrderCopy): boolean {
  return order.status === 'cancelled' || order.status === 'expired';
}

/** True as well when its time is up and nobody has said so yet: what it had at the provider is stopped before its stock goes back. */
export function isOver(order: OrderCopy, now: Date): boolean {
  return hasEnded(order) || (isOpen(order) && order.expiresAt <= now);
}

function isOpen({ status }: OrderCopy): boolean {
  return status === 'draft' || status === 'pending_payment';
}

/** Throws a 409 that says why this order cannot be paid now. */
export function assertPayable(order: OrderCopy, now: Date): void {
  const facts = { status: order.status };
  if (order.status === 'expired' || (isOpen(order) && order.expiresAt <= now)) {
    throw new AppError('conflict', 'order-expired', 'The time to pay this order is over.', { facts });
  }
  if (!isOpen(order))
    throw new AppError(
      'conflict',
      'order-not-payable',
      `This order is ${order.status}; there is nothing to pay.`,
      { facts },
    );
}

/** Throws a 409 for a method that cannot pay this order: cards need an amount, `free` needs none. */
export function assertMethod(order: OrderCopy, method: PaymentMethod): asserts method is 'card' | 'free' {
  const wanted = order.totalCents === 0 ? 'free' : 'card';
  if (method === wanted) return;
  const facts = { methods: [wanted] };
  throw new AppError('conflict', 'method-not-available', 'This order cannot be paid that way.', {
    field: 'method',
    facts,
  });
}
