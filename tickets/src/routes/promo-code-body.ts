// A promo code as promoters send it and the API answers it.
import { field } from '@turnout/common/http';
import { AppError } from '@turnout/common/errors';
import { promoCodeState } from '@turnout/common/messages';
import { z } from 'zod';
import { toPromoCodeState } from '../domain/promo-code.ts';
import type { PromoCode } from '../domain/promo-code.ts';
import type { Deps } from '../deps.ts';

const changeable = {
  percentOff: z
    .number({ error: 'must be a number' })
    .positive({ error: 'must be more than 0' })
    .max(100, { error: 'must be at most 100' })
    .nullable(),
  amountOffCents: field.whole(1, 100_000_000).nullable(),
  maxUses: field.whole(1, 1_000_000).nullable(),
  validFrom: field.instant.nullable(),
  validUntil: field.instant.nullable(),
  ticketTypeIds: z
    .array(field.id)
    .max(100, { error: 'must have at most 100 entries' })
    .transform((ids) => [...new Set(ids)]),
  unlocksHidden: z.boolean({ error: 'must be true or false' }),
  active: z.boolean({ error: 'must be true or false' }),
};

export const newPromoCode = z.strictObject({
  ...z.object(changeable).partial().shape,
  eventId: field.id,
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_-]{2,40}$/, { error: 'must be 2 to 40 letters, digits, dashes or underscores' }),
});

export const promoCodeChanges = z.strictObject({
  ...z.object(changeable).partial().shape,
  version: field.whole(1, Number.MAX_SAFE_INTEGER).optional(),
});

export const promoCodeBody = z.object({
  id: z.string(),
  ...promoCodeState.omit({ promoCodeId: true, promoterId: true }).shape,
});

export function toPromoCodeBody(promoCode: PromoCode): z.infer<typeof promoCodeBody> {
  const { promoCodeId, promoterId: _owner, ...state } = toPromoCodeState(promoCode);
  return { id: promoCodeId, ...state };
}

/** A code may only name types of its own event. */
export async function refuseForeignTypes(
  { store }: Pick<Deps, 'store'>,
  { promoterId, eventId, ticketTypeIds }: PromoCode,
): Promise<void> {
  for (const [index, ticketTypeId] of ticketTypeIds.entries()) {
    const type = await store.ticketTypes.findForPromoter(promoterId, ticketTypeId);
    if (type?.eventId === eventId) continue;
    const field = `ticketTypeIds.${index}`;
    throw new AppError('not-found', 'ticket-type-not-found', 'The event has no such ticket type.', { field });
  }
}
