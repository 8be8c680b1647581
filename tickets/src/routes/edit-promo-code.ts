import { AppError } from '@turnout/common/errors';
import { given, param, route } from '@turnout/common/http';
import { editPromoCode, toPromoCodeState } from '../domain/promo-code.ts';
import type { PromoCode, PromoCodeDetails } from '../domain/promo-code.ts';
import type { Deps } from '../deps.ts';
import { changedMeanwhile } from './known.ts';
import { promoCodeBody, promoCodeChanges, refuseForeignTypes, toPromoCodeBody } from './promo-code-body.ts';

const maxTries = 5;

export const editPromoCodeRoute = (deps: Deps) =>
  route({
    method: 'patch',
    path: '/api/promo-codes/:id',
    summary: 'Change or switch off a promo code; with `version`, only if it is still the one that was read',
    access: 'promoter',
    params: { id: param.id() },
    body: promoCodeChanges,
    answers: promoCodeBody,
    handler: async ({ user: { userId }, path, body }) => {
      const { version, ...sent } = body;
      const changes: Partial<PromoCodeDetails> = given(sent);
      for (let attempt = 1; attempt <= maxTries; attempt += 1) {
        const promoCode = await deps.store.promoCodes.findForPromoter(userId, path.id);
        if (!promoCode)
          throw new AppError('not-found', 'promo-code-not-found', 'There is no such promo code.');
        if (version !== undefined && version !== promoCode.version) throw changedMeanwhile();
        const edited = editPromoCode(promoCode, changes);
        if (sent.ticketTypeIds) await refuseForeignTypes(deps, edited);
        if (edited === promoCode || (await replace(deps, edited, promoCode.version))) {
          return { status: 200, body: toPromoCodeBody(edited) };
        }
      }
      throw changedMeanwhile();
    },
  });

/** False when someone else was faster. */
async function replace({ store, outbox }: Deps, promoCode: PromoCode, replaces: number): Promise<boolean> {
  return outbox.commit(async ({ publish }) => {
    if (!(await store.promoCodes.replace(promoCode, replaces))) return false;
    const { promoCodeId: aggregateId, version } = promoCode;
    publish({ type: 'PromoCodeUpdated', aggregateId, version, data: toPromoCodeState(promoCode) });
    return true;
  });
}
