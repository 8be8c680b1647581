import { given, param, route } from '@turnout/common/http';
import { editEvent } from '../domain/event.ts';
import type { Deps } from '../deps.ts';
import { eventBody, toEventBody } from './event-body.ts';
import { eventChanges } from './event-fields.ts';
import { eventOf } from './known.ts';
import { changedMeanwhile, changeEvent, withPlace } from './write-event.ts';

export const editEventRoute = (deps: Deps) =>
  route({
    method: 'patch',
    path: '/api/events/:id',
    summary: 'Change an event; with `version`, only if it is still the one that was read',
    access: 'promoter',
    params: { id: param.id() },
    body: eventChanges,
    answers: eventBody,
    handler: async ({ user: { userId }, path, body }) => {
      const { version, ...sent } = body;
      await eventOf(deps, userId, path.id);
      const changes = await withPlace(deps, userId, given(sent));
      const event = await changeEvent(deps, {
        promoterId: userId,
        eventId: path.id,
        decide(event) {
          if (version !== undefined && version !== event.version) throw changedMeanwhile();
          return editEvent(event, changes, deps.now());
        },
      });
      return { status: 200, body: await toEventBody(deps, event) };
    },
  });
