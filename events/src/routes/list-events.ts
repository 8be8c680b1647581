import { decodeCursor, pageQuery, param, route, toPage } from '@turnout/common/http';
import { AppError } from '@turnout/common/errors';
import type { Deps } from '../deps.ts';
import { eventPage, toEventBodies } from './event-body.ts';

export const listEvents = (deps: Pick<Deps, 'store' | 'now'>) =>
  route({
    method: 'get',
    path: '/api/events',
    summary: 'Published events, the next ones first; with `past`, those that are over, the latest first',
    access: 'anyone',
    query: {
      q: param.text({ max: 200 }).optional(),
      from: param.instant().optional(),
      to: param.instant().optional(),
      city: param.text({ max: 100 }).optional(),
      promoterId: param.id().optional(),
      past: param.bool().default(false),
      ...pageQuery,
    },
    answers: eventPage,
    handler: async ({ query: { limit, cursor, ...search } }) => {
      const after = cursor === undefined ? undefined : toPosition(cursor);
      const found = await deps.store.events.search(search, { now: deps.now(), limit, after });
      const page = toPage(found, { limit, positionOf: (event) => [event.startsAt.getTime(), event.eventId] });
      return { status: 200, body: { ...page, items: await toEventBodies(deps, page.items) } };
    },
  });

function toPosition(cursor: string): { startsAt: Date; eventId: string } {
  const [time, eventId] = decodeCursor(cursor, 2);
  const startsAt = new Date(Number(time));
  if (!Number.isNaN(startsAt.getTime())) return { startsAt, eventId: String(eventId) };
  throw AppError.badInput([
    { message: 'cursor must be the nextCursor of an earlier answer', code: 'field-invalid', field: 'cursor' },
  ]);
}
