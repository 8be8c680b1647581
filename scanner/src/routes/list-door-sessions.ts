import { decodeCursor, pageQuery, param, route, toPage } from '@turnout/common/http';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { doorSessionBody, toDoorSessionBody } from './door-session-body.ts';
import { eventOf } from './known.ts';

export const listDoorSessions = (deps: Pick<Deps, 'store' | 'eventWaitMs'>) =>
  route({
    method: 'get',
    path: '/api/scanner/sessions',
    summary: 'The door sessions of one of my events, newest first',
    access: 'promoter',
    query: { eventId: param.id(), ...pageQuery },
    answers: z.object({ items: z.array(doorSessionBody), nextCursor: z.string().nullable() }),
    handler: async ({ user, query: { eventId, limit, cursor } }) => {
      await eventOf(deps, user.userId, eventId);
      const beforeId = cursor === undefined ? undefined : String(decodeCursor(cursor, 1)[0]);
      const found = await deps.store.doorSessions.listForPromoter(user.userId, { eventId, limit, beforeId });
      const page = toPage(found, { limit, positionOf: (session) => [session.doorSessionId] });
      return { status: 200, body: { ...page, items: page.items.map(toDoorSessionBody) } };
    },
  });
