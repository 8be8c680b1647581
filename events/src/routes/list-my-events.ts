import { decodeCursor, pageQuery, route, toPage } from '@turnout/common/http';
import type { Deps } from '../deps.ts';
import { eventPage, toEventBodies } from './event-body.ts';

export const listMyEvents = (deps: Pick<Deps, 'store' | 'now'>) =>
  route({
    method: 'get',
    path: '/api/events/mine',
    summary: "A promoter's own events, drafts too, the newest first",
    access: 'promoter',
    query: pageQuery,
    answers: eventPage,
    handler: async ({ user, query: { limit, cursor } }) => {
      const afterId = cursor === undefined ? undefined : String(decodeCursor(cursor, 1)[0]);
      const found = await deps.store.events.listForPromoter(user.userId, { limit, afterId });
      const page = toPage(found, { limit, positionOf: (event) => [event.eventId] });
      return { status: 200, body: { ...page, items: await toEventBodies(deps, page.items) } };
    },
  });
