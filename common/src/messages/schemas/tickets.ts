import { z } from 'zod';
import { cents, count, currency, id, instant, version } from './fields.ts';

/** Public state of a ticket type; `signingKey` is the event's key that its tickets verify against. */
export const ticketTypeState = z.object({
  ticketTypeId: id,
  version,
  eventId: id,
  promoterId: id,
  name: z.string(),
  description: z.string().nullable(),
  priceCents: cents,
  currency,
  capacity: count,
  admits: z.int().min(1),
  minPerOrder: z.int().min(1),
  maxPerOrder: z.int().min(1),
  salesStartAt: instant.nullable(),
  salesEndAt: instant.nullable(),
  hidden: z.boolean(),
  signingKey: z.object({ keyId: z.int().min(0).max(65_535), publicKey: z.string() }),
});
export type TicketTypeState = z.infer<typeof ticketTypeState>;

/** Public state of a promo code. `ticketTypeIds` empty means all types of the event. */
export const promoCodeState = z.object({
  promoCodeId: id,
  version,
  eventId: id,
  promoterId: id,
  code: z.string(),
  percentOff: z.number().min(0).max(100).nullable(),
  amountOffCents: cents.nullable(),
  maxUses: count.nullable(),
  validFrom: instant.nullable(),
  validUntil: instant.nullable(),
  ticketTypeIds: z.array(id),
  unlocksHidden: z.boolean(),
  active: z.boolean(),
});
export type PromoCodeState = z.infer<typeof promoCodeState>;

/** Public state of a ticket. `issueNumber` rises with a transfer; `ordinal` is its place in the order (0-based). */
export const ticketState = z.object({
  ticketId: id,
  version,
  orderId: id,
  eventId: id,
  ticketTypeId: id,
  ticketTypeName: z.string(),
  userId: id,
  status: z.enum(['active', 'used', 'refunded', 'transferred', 'cancelled']),
  issueNumber: z.int().min(1),
  ordinal: count,
  holder: z.object({ firstName: z.string(), lastName: z.string() }),
});
export type TicketState = z.infer<typeof ticketState>;
