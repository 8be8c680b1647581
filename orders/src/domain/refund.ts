// Giving tickets back: which units, how much money, and whether the one who asks may.
import { AppError } from '@turnout/common/errors';
import type { EventState, TicketState } from '@turnout/common/messages';
import { change, refundedTicketIds } from './order.ts';
import type { Order } from './order.ts';
import type { Quantity } from './inventory.ts';
import { unitsOf } from './units.ts';

export interface RefundRequest {
  refundId: string;
  /** Undefined: all that are left. */
  ticketIds: readonly string[] | undefined;
  reason: string;
}

/** The order with one more refund `requested`, and the stock that is free again. Throws 409 or 400. */
export function requestRefund(
  order: Order,
  tickets: readonly TicketState[],
  request: RefundRequest,
): { order: Order; freed: Quantity[] } {
  if (order.status !== 'completed' || !order.chargeId) {
    throw new AppError(
      'conflict',
      'order-not-refundable',
      `An order that is ${order.status.replace('_', ' ')} cannot be refunded.`,
      { facts: { status: order.status } },
    );
  }
  const gone = new Set(refundedTicketIds(order));
  const left = tickets.filter((ticket) => ticket.orderId === order.orderId && !gone.has(ticket.ticketId));
  const wanted = request.ticketIds
    ? left.filter((ticket) => request.ticketIds?.includes(ticket.ticketId))
    : left;
  if (request.ticketIds && wanted.length !== new Set(request.ticketIds).size) {
    throw new AppError(
      'conflict',
      'ticket-not-refundable',
      'Some of these tickets are not part of the order or were given back before.',
      { field: 'ticketIds' },
    );
  }
  if (wanted.length === 0)
    throw new AppError(
      'conflict',
      'order-not-refundable',
      'All tickets of this order were given back before.',
    );
  const ordinals = new Set(wanted.map((ticket) => ticket.ordinal));
  const units = unitsOf(order).filter((unit) => ordinals.has(unit.firstOrdinal));
  refuseSplitBundles(units, ordinals);
  const refund = {
    refundId: request.refundId,
    chargeId: order.chargeId,
    amountCents: units.reduce((sum, unit) => sum + unit.paidCents, 0),
    ticketIds: wanted.map((ticket) => ticket.ticketId),
    reason: request.reason,
    status: 'requested' as const,
  };
  return {
    order: change(order, { refunds: [...order.refunds, refund] }),
    freed: units.map((unit) => ({ ticketTypeId: unit.ticketTypeId, quantity: 1 })),
  };
}

function refuseSplitBundles(units: ReturnType<typeof unitsOf>, ordinals: Set<number>): void {
  const covered = units.reduce((sum, unit) => sum + unit.admits, 0);
  const whole = units.every((unit) =>
    Array.from({ length: unit.admits }, (_, index) => unit.firstOrdinal + index).every((ordinal) =>
      ordinals.has(ordinal),
    ),
  );
  if (whole && covered === ordinals.size) return;
  throw new AppError('conflict', 'bundle-split', 'Tickets of a bundle can only be given back together.', {
    field: 'ticketIds',
  });
}

/** May the buyer take tickets back on their own now? The promoter always may. */
export function buyerMayRefund(event: EventState | undefined, now: Date): boolean {
  if (!event || event.refundPolicy.kind === 'none') return false;
  const hoursBefore = event.refundPolicy.untilHoursBefore ?? 0;
  return now.getTime() < Date.parse(event.startsAt) - hoursBefore * 3_600_000;
}
