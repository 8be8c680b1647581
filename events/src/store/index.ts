import type { Connection } from 'mongoose';
import { createEventStore } from './event.store.ts';
import { createPerformerStore } from './performer.store.ts';
import { createPromoterStore } from './promoter.store.ts';
import { createVenueStore } from './venue.store.ts';

export type EventsStore = ReturnType<typeof createEventsStore>;

/** Registers every model of the service on `connection`. */
export function createEventsStore(connection: Connection) {
  return {
    events: createEventStore(connection),
    venues: createVenueStore(connection),
    performers: createPerformerStore(connection),
    promoters: createPromoterStore(connection),
  };
}
