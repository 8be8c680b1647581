import { z } from 'zod';
import { cents, count, currency, id, instant, version } from './fields.ts';

export const orderStatus = z.enum([
  'draft',
  'pending_payment',
  'paid',
  'completed',
  'refunded',
  'cancelled',
  'expired',
]);
export type OrderStatus = z.infer<typeof orderStatus>;

export const orderItem = z.object({
  ticketTypeId: id,
  name: z.string(),
  quantity: z.int().min(1),
  /** Price of one before any discount. */
  unitPriceCents: cents,
  /** People one of these lets in; the order gets `quantity * admits` tickets. */
  admits: z.int().min(1),
});
export type OrderItem = z.infer<typeof orderItem>;

/**
 * Money to be given back. `ticketIds` are the tickets that die with it, at once; empty where none were issued for that money
 * (a late, doubled or wrong payment). `requested` until payments answered with ChargeRefunded.
 */
export const orderRefund = z.object({
  refundId: id,
  chargeId: id,
  amountCents: cents,
  ticketIds: z.array(id),
  reason: z.string(),
  status: z.enum(['requested', 'done']),
});
export type OrderRefund = z.infer<typeof orderRefund>;

/** Public state of an order, the same in every Order* message; the newest `version` wins. */
export const orderState = z.object({
  orderId: id,
  version,
  userId: id,
  userEmail: z.string(),
  eventId: id,
  eventName: z.string(),
  promoterId: id,
  status: orderStatus,
  items: z.array(orderItem).min(1).max(50),
  attendees: z.array(z.object({ firstName: z.string(), lastName: z.string() })),
  promoCode: z.string().nullable(),
  discountCents: cents,
  totalCents: cents,
  currency,
  createdAt: instant,
  expiresAt: instant,
  paymentAttempts: count,
  maxPaymentAttempts: z.int().min(1),
  /** The charge that paid it. */
  chargeId: id.nullable(),
  cancelReason: z.string().nullable(),
  refunds: z.array(orderRefund),
});
export type OrderState = z.infer<typeof orderState>;

/** The stock ledger of one event; for every type `capacity = available + held + sold`. */
export const inventoryState = z.object({
  eventId: id,
  version,
  types: z.array(z.object({ ticketTypeId: id, capacity: count, available: count, held: count, sold: count })),
});
export type InventoryState = z.infer<typeof inventoryState>;

/** A reservation window that ran out; a timer's hint, never a command: orders decides by its own clock. */
export const expirationDue = z.object({ orderId: id, eventId: id, expiresAt: instant });
export type ExpirationDueData = z.infer<typeof expirationDue>;

/** A place in the waiting list: `offered` until `offerExpiresAt`, then the next in line is asked. */
export const waitingListState = z.object({
  entryId: id,
  version,
  eventId: id,
  eventName: z.string(),
  ticketTypeId: id,
  ticketTypeName: z.string(),
  userId: id,
  userEmail: z.string(),
  quantity: z.int().min(1),
  status: z.enum(['waiting', 'offered', 'accepted', 'lapsed', 'left']),
  /** The order that holds what was offered. */
  orderId: id.nullable(),
  offerExpiresAt: instant.nullable(),
});
export type WaitingListState = z.infer<typeof waitingListState>;
