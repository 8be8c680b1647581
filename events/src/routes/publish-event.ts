import { field, param, route } from '@turnout/common/http';
import { publishEvent } from '../domain/event.ts';
import type { PlannedEvent } from '../domain/event.ts';
import type { Deps } from '../deps.ts';
import { eventBody, toEventBody } from './event-body.ts';
import { changeEvent } from './write-event.ts';

export const publishEventRoute = (deps: Deps) =>
  route({
    method: 'post',
    path: '/api/events/:id/publish',
    summary: 'Show a draft to everyone',
    access: 'promoter',
    params: { id: param.id() },
    body: field.noFields,
    answers: eventBody,
    handler: async ({ user, path }) => {
      const decide = (event: PlannedEvent) => publishEvent(event, deps.now());
      const event = await changeEvent(deps, { promoterId: user.userId, eventId: path.id, decide });
      return { status: 200, body: await toEventBody(deps, event) };
    },
  });
