import { field, param, route } from '@turnout/common/http';
import { cancelEvent } from '../domain/event.ts';
import type { PlannedEvent } from '../domain/event.ts';
import type { Deps } from '../deps.ts';
import { eventBody, toEventBody } from './event-body.ts';
import { changeEvent } from './write-event.ts';

export const cancelEventRoute = (deps: Deps) =>
  route({
    method: 'post',
    path: '/api/events/:id/cancel',
    summary: 'Cancel an event; every buyer is refunded',
    access: 'promoter',
    params: { id: param.id() },
    body: field.noFields,
    answers: eventBody,
    handler: async ({ user, path }) => {
      const decide = (event: PlannedEvent) => cancelEvent(event, deps.now());
      const event = await changeEvent(deps, { promoterId: user.userId, eventId: path.id, decide });
      return { status: 200, body: await toEventBody(deps, event) };
    },
  });
