import { decodeCursor, pageQuery, param, route, toPage } from '@turnout/common/http';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { eventOf } from './known.ts';
import { promoCodeBody, toPromoCodeBody } from './promo-code-body.ts';

export const listPromoCodes = (deps: Pick<Deps, 'store' | 'now' | 'eventWaitMs'>) =>
  route({
    method: 'get',
    path: '/api/promo-codes',
    summary: "An event's promo codes, for its promoter",
    access: 'promoter',
    query: { eventId: param.id(), ...pageQuery },
    answers: z.object({ items: z.array(promoCodeBody), nextCursor: z.string().nullable() }),
    handler: async ({ user, query: { eventId, limit, cursor } }) => {
      await eventOf(deps, user.userId, eventId);
      const afterId = cursor === undefined ? undefined : String(decodeCursor(cursor, 1)[0]);
      const found = await deps.store.promoCodes.listForPromoter(user.userId, { eventId, limit, afterId });
      const page = toPage(found, { limit, positionOf: (promoCode) => [promoCode.promoCodeId] });
      return { status: 200, body: { ...page, items: page.items.map(toPromoCodeBody) } };
    },
  });
