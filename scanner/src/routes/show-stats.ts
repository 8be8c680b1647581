import { AppError } from '@turnout/common/errors';
import { param, route } from '@turnout/common/http';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { statsOf } from '../stats.ts';
import { doorOf, eventOf } from './known.ts';

type StatsDeps = Pick<Deps, 'store' | 'now' | 'eventWaitMs'>;
const outcomes = { admitted: z.number(), exited: z.number(), refused: z.number() };

export const showStats = (deps: StatsDeps) =>
  route({
    method: 'get',
    path: '/api/scanner/stats',
    summary: 'Admissions by gate and per five minutes, for the promoter (with eventId) or with a door token',
    access: 'maybe-user',
    query: { eventId: param.id().optional() },
    answers: z.object({
      eventId: z.string(),
      counts: z.object({ tickets: z.number(), inside: z.number(), admitted: z.number() }),
      gates: z.array(z.object({ gate: z.string().nullable(), ...outcomes })),
      intervals: z.array(z.object({ startsAt: z.string(), ...outcomes })),
    }),
    handler: async ({ user, query, request }) => {
      const eventId = await eventIdFor(deps, {
        userId: user?.userId,
        eventId: query.eventId,
        authorization: request.headers.authorization,
      });
      return { status: 200, body: await statsOf(deps.store, eventId) };
    },
  });

interface Asked {
  userId: string | undefined;
  eventId: string | undefined;
  authorization: string | undefined;
}

/** The promoter's own event, or the one event of the door; any other is not there. */
async function eventIdFor(deps: StatsDeps, { userId, eventId, authorization }: Asked): Promise<string> {
  if (userId === undefined) {
    const { event } = await doorOf(deps, authorization);
    if (eventId === undefined || eventId === event.eventId) return event.eventId;
    throw new AppError('not-found', 'event-not-found', 'There is no such event.', { field: 'eventId' });
  }
  if (eventId !== undefined) return (await eventOf(deps, userId, eventId)).eventId;
  throw AppError.badInput([{ message: 'eventId is required', code: 'field-required', field: 'eventId' }]);
}
