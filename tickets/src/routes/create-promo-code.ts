import { AppError } from '@turnout/common/errors';
import { route } from '@turnout/common/http';
import { createPromoCode, toPromoCodeState } from '../domain/promo-code.ts';
import type { PromoCode } from '../domain/promo-code.ts';
import type { Deps } from '../deps.ts';
import { isCodeTaken } from '../store/promo-code.store.ts';
import { openEventOf } from './known.ts';
import { newPromoCode, promoCodeBody, refuseForeignTypes, toPromoCodeBody } from './promo-code-body.ts';

export const createPromoCodeRoute = (deps: Deps) =>
  route({
    method: 'post',
    path: '/api/promo-codes',
    summary: 'Add a promo code to an event',
    access: 'promoter',
    body: newPromoCode,
    answers: promoCodeBody,
    handler: async ({ user, body }) => {
      const promoCode = createPromoCode({
        promoCodeId: deps.newId(),
        promoterId: user.userId,
        eventId: body.eventId,
        code: body.code,
        percentOff: body.percentOff ?? null,
        amountOffCents: body.amountOffCents ?? null,
        maxUses: body.maxUses ?? null,
        validFrom: body.validFrom ?? null,
        validUntil: body.validUntil ?? null,
        ticketTypeIds: body.ticketTypeIds ?? [],
        unlocksHidden: body.unlocksHidden ?? false,
        active: body.active ?? true,
      });
      await openEventOf(deps, user.userId, promoCode.eventId);
      await refuseForeignTypes(deps, promoCode);
      await insert(deps, promoCode);
      return { status: 201, body: toPromoCodeBody(promoCode) };
    },
  });

async function insert({ store, outbox }: Deps, promoCode: PromoCode): Promise<void> {
  try {
    await outbox.commit(async ({ publish }) => {
      await store.promoCodes.insert(promoCode);
      const { promoCodeId: aggregateId, version } = promoCode;
      publish({ type: 'PromoCodeUpdated', aggregateId, version, data: toPromoCodeState(promoCode) });
    });
  } catch (cause) {
    if (!isCodeTaken(cause)) throw cause;
    throw new AppError('conflict', 'promo-code-exists', 'The event has this code already.', {
      field: 'code',
      cause,
    });
  }
}
