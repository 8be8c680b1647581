import { decodeCursor, pageQuery, param, route, toPage } from '@turnout/common/http';
import { z } from 'zod';
import { normalizeCode, unlocks } from '../domain/promo-code.ts';
import type { TicketType } from '../domain/ticket-type.ts';
import type { Deps } from '../deps.ts';
import { noSuchEvent } from './known.ts';
import { ticketTypeBody, toTicketTypeBody } from './ticket-type-body.ts';

export const listTicketTypes = (deps: Pick<Deps, 'store' | 'now' | 'eventWaitMs'>) =>
  route({
    method: 'get',
    path: '/api/ticket-types',
    summary:
      'What an event sells, with what is left; hidden types only to its promoter, or with the code that unlocks them',
    access: 'maybe-user',
    query: {
      eventId: param.id(),
      promoCode: param.text({ max: 40 }).optional(),
      ...pageQuery,
      limit: param.int({ min: 1, max: 100 }).default(100),
    },
    answers: z.object({ items: z.array(ticketTypeBody), nextCursor: z.string().nullable() }),
    handler: async ({ user, query: { eventId, promoCode, limit, cursor } }) => {
      const isOpenTo = (event: { status: string; promoterId: string }) =>
        event.status !== 'draft' || event.promoterId === user?.userId;
      const event = await deps.store.copies.waitForEvent(eventId, {
        waitMs: deps.eventWaitMs,
        isGood: isOpenTo,
      });
      if (!event || !isOpenTo(event)) throw noSuchEvent();
      const afterId = cursor === undefined ? undefined : String(decodeCursor(cursor, 1)[0]);
      const found = await deps.store.ticketTypes.listOfEvent(eventId, { limit, afterId });
      const page = toPage(found, { limit, positionOf: (type) => [type.ticketTypeId] });
      const isShown =
        event.promoterId === user?.userId ? () => true : await shownToBuyers(deps, eventId, promoCode);
      const stock = await deps.store.copies.findStock(eventId);
      const items = page.items.filter(isShown).map((type) => toTicketTypeBody(type, stock));
      return { status: 200, body: { ...page, items } };
    },
  });

async function shownToBuyers(deps: Pick<Deps, 'store' | 'now'>, eventId: string, typed: string | undefined) {
  const promoCode =
    typed === undefined ? undefined : await deps.store.promoCodes.findByCode(eventId, normalizeCode(typed));
  return ({ hidden, ticketTypeId }: TicketType) =>
    !hidden || (promoCode !== undefined && unlocks(promoCode, ticketTypeId, deps.now()));
}
