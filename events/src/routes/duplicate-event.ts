import { field, param, route } from '@turnout/common/http';
import { duplicateOf } from '../domain/event.ts';
import type { Deps } from '../deps.ts';
import { eventBody, toEventBody } from './event-body.ts';
import { eventOf } from './known.ts';
import { insertEvent } from './write-event.ts';

export const duplicateEvent = (deps: Deps) =>
  route({
    method: 'post',
    path: '/api/events/:id/duplicate',
    summary: 'Start a new draft from an event',
    access: 'promoter',
    params: { id: param.id() },
    body: field.noFields,
    answers: eventBody,
    handler: async ({ user, path }) => {
      const original = await eventOf(deps, user.userId, path.id);
      const copy = await insertEvent(deps, duplicateOf(original, { eventId: deps.newId(), now: deps.now() }));
      return {
        status: 201,
        body: await toEventBody(deps, copy),
        headers: { Location: `/api/events/${copy.eventId}` },
      };
    },
  });
