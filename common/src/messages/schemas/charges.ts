import { z } from 'zod';
import { cents, currency, id, version } from './fields.ts';

/**
 * Public state of a charge: one attempt to take the money of one order. ChargeCreated carries `created` (the payer may pay now)
 * and again `completed` (the provider captured); ChargeFailed carries `failed`; ChargeRefunded `completed` or `refunded`.
 */
export const chargeState = z.object({
  chargeId: id,
  version,
  orderId: id,
  eventId: id,
  userId: id,
  status: z.enum(['created', 'completed', 'failed', 'refunded']),
  method: z.enum(['card', 'paypal', 'bank_transfer', 'free']),
  provider: z.string(),
  providerId: z.string(),
  /** What the provider captured (or is asked to capture), in minor units of `currency`. */
  amountCents: cents,
  currency,
  refundedCents: cents,
  /** Refunds that reached the provider, by the id their order gave them. */
  refunds: z.array(z.object({ refundId: id, amountCents: cents })),
  /** Why it failed; `counts` is false for an end that is not the payer's doing (the order ended first). */
  failure: z.object({ code: z.string(), message: z.string(), counts: z.boolean() }).nullable(),
});
export type ChargeState = z.infer<typeof chargeState>;
