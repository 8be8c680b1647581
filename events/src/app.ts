import { createApp } from '@turnout/common/http';
import type { AppOptions } from '@turnout/common/http';
import type { Express } from 'express';
import type { Deps } from './deps.ts';
import { cancelEventRoute } from './routes/cancel-event.ts';
import { createEvent } from './routes/create-event.ts';
import { duplicateEvent } from './routes/duplicate-event.ts';
import { editEventRoute } from './routes/edit-event.ts';
import { getEvent } from './routes/get-event.ts';
import { listEvents } from './routes/list-events.ts';
import { listMyEvents } from './routes/list-my-events.ts';
import { createPerformer, editPerformer, listPerformers } from './routes/performers.ts';
import { editPromoter, getPromoter } from './routes/promoters.ts';
import { publishEventRoute } from './routes/publish-event.ts';
import { createVenue, editVenue, listVenues } from './routes/venues.ts';

type EventsAppDeps = Deps & Omit<AppOptions, 'name' | 'routes'>;

export function createEventsApp(deps: EventsAppDeps): Express {
  return createApp({
    ...deps,
    name: 'events',
    routes: [
      listMyEvents(deps), // before /:idOrSlug, which would take `mine` for a slug
      listEvents(deps),
      createEvent(deps),
      getEvent(deps),
      editEventRoute(deps),
      publishEventRoute(deps),
      cancelEventRoute(deps),
      duplicateEvent(deps),
      listVenues(deps),
      createVenue(deps),
      editVenue(deps),
      listPerformers(deps),
      createPerformer(deps),
      editPerformer(deps),
      getPromoter(deps),
      editPromoter(deps),
    ],
  });
}
