// The shapes in which orders come in and go out.
import { z } from 'zod';
import { isExpiringSoon, refundedTicketIds } from '../domain/order.ts';
import { publicOrder } from '../domain/messages.ts';
import type { Order } from '../domain/order.ts';

export const idBody = z.string('must be an id').regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be an id');
export const quantityBody = z
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(1_000, 'must be at most 1000');

const personName = z.string('must be a text').trim().max(100, 'must be at most 100 characters');

export const attendeesBody = z
  .array(
    z.strictObject({ firstName: personName, lastName: personName }),
    'must be a list of {firstName, lastName}',
  )
  .max(500, 'must be at most 500 names');

export const placeOrderBody = z.strictObject({
  eventId: idBody,
  items: z
    .array(
      z.strictObject({
        ticketTypeId: idBody,
        quantity: quantityBody,
        unitPriceCents: z
          .int('must be a whole number of minor units')
          .min(0, 'must not be negative')
          .optional(),
      }),
      'must be a list of {ticketTypeId, quantity}',
    )
    .min(1, 'must have at least one item')
    .max(20, 'must have at most 20 items')
    .refine(
      (items) => new Set(items.map((item) => item.ticketTypeId)).size === items.length,
      'must name each ticket type once',
    ),
  promoCode: z
    .string('must be a text')
    .trim()
    .min(1, 'must not be empty')
    .max(64, 'must be at most 64 characters')
    .optional(),
  attendees: attendeesBody.optional(),
  replaceOpenOrder: z.boolean('must be true or false').optional(),
});

export const refundBody = z.strictObject({
  ticketIds: z
    .array(idBody, 'must be a list of ticket ids')
    .min(1, 'must name at least one ticket')
    .max(500)
    .optional(),
  reason: z.string('must be a text').trim().max(500, 'must be at most 500 characters').optional(),
});

export const orderAnswer = z.object({
  id: z.string(),
  status: z.string(),
  version: z.number(),
  eventId: z.string(),
  items: z.array(z.object({ ticketTypeId: z.string(), quantity: z.number(), unitPriceCents: z.number() })),
  totalCents: z.number(),
  currency: z.string(),
  expiresAt: z.string(),
  expiringSoon: z.boolean(),
  paymentAttempts: z.number(),
  maxPaymentAttempts: z.number(),
});

/** The order as its buyer sees it; `serverTime` lets a countdown ignore the browser's clock. */
export function toAnswer(order: Order, now: Date): Record<string, unknown> {
  const { orderId, userId, promoterId, refunds, ...rest } = publicOrder(order);
  return {
    id: orderId,
    ...rest,
    expiringSoon: isExpiringSoon(order, now),
    refundedTicketIds: refundedTicketIds(order),
    refunds: refunds.map(({ refundId, amountCents, ticketIds, reason, status }) => ({
      id: refundId,
      amountCents,
      ticketIds,
      reason,
      status,
    })),
    serverTime: now.toISOString(),
  };
}
