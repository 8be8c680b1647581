// Looks up what a promoter names: their own, or a 404.
import { AppError } from '@turnout/common/errors';
import type { PlannedEvent } from '../domain/event.ts';
import type { Performer } from '../domain/performer.ts';
import type { Venue } from '../domain/venue.ts';
import type { Deps } from '../deps.ts';

type Store = Pick<Deps, 'store'>;

export async function eventOf({ store }: Store, promoterId: string, eventId: string): Promise<PlannedEvent> {
  const event = await store.events.findForPromoter(promoterId, eventId);
  if (!event) throw noSuchEvent();
  return event;
}

export async function venueOf({ store }: Store, promoterId: string, venueId: string): Promise<Venue> {
  const venue = await store.venues.findForPromoter(promoterId, venueId);
  if (!venue)
    throw new AppError('not-found', 'venue-not-found', 'There is no such venue.', { field: 'venueId' });
  return venue;
}

export async function performersOf(
  { store }: Store,
  promoterId: string,
  performerIds: string[],
): Promise<Performer[]> {
  const performers = await store.performers.findAll(performerIds);
  return performerIds.map((performerId, index) => {
    const performer = performers.find(
      (candidate) => candidate.performerId === performerId && candidate.promoterId === promoterId,
    );
    if (performer) return performer;
    throw new AppError('not-found', 'performer-not-found', 'There is no such performer.', {
      field: `performerIds.${index}`,
    });
  });
}

export function noSuchEvent(): AppError {
  return new AppError('not-found', 'event-not-found', 'There is no such event.');
}
