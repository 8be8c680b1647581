import { param, route } from '@turnout/common/http';
import type { Deps } from '../deps.ts';
import { eventBody, toEventBody } from './event-body.ts';
import { noSuchEvent } from './known.ts';

export const getEvent = (deps: Pick<Deps, 'store' | 'now'>) =>
  route({
    method: 'get',
    path: '/api/events/:idOrSlug',
    summary: 'One event; a draft only to its promoter',
    access: 'maybe-user',
    params: { idOrSlug: param.text({ max: 100 }) },
    answers: eventBody,
    handler: async ({ user, path }) => {
      const event = await deps.store.events.findForReader(user?.userId, path.idOrSlug);
      if (!event) throw noSuchEvent();
      return { status: 200, body: await toEventBody(deps, event) };
    },
  });
