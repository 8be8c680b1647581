import { given, route } from '@turnout/common/http';
import { defaultDetails, draftEvent } from '../domain/event.ts';
import type { Deps } from '../deps.ts';
import { eventBody, toEventBody } from './event-body.ts';
import { newEvent } from './event-fields.ts';
import { insertEvent, withPlace } from './write-event.ts';

export const createEvent = (deps: Deps) =>
  route({
    method: 'post',
    path: '/api/events',
    summary: 'Create an event, as a draft',
    access: 'promoter',
    body: newEvent,
    answers: eventBody,
    handler: async ({ user: { userId }, body }) => {
      const { name, startsAt, endsAt, timezone, ...options } = body;
      const placed = await withPlace(deps, userId, given(options));
      const details = { ...defaultDetails, name, startsAt, endsAt, timezone, ...placed };
      const event = draftEvent({ eventId: deps.newId(), promoterId: userId, details, now: deps.now() });
      const written = await insertEvent(deps, event);
      return {
        status: 201,
        body: await toEventBody(deps, written),
        headers: { Location: `/api/events/${written.eventId}` },
      };
    },
  });
