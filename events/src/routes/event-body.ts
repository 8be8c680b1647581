// An event as the API answers it, with who puts it on, where and with whom.
import { eventState } from '@turnout/common/messages';
import { z } from 'zod';
import { statusAt } from '../domain/event.ts';
import type { PlannedEvent } from '../domain/event.ts';
import { toEventState } from '../domain/event-state.ts';
import type { Deps } from '../deps.ts';
import { performerBody, toPerformerBody } from './performer-body.ts';
import { toVenueBody, venueBody } from './venue-body.ts';

export const eventBody = z.object({
  id: z.string(),
  ...eventState.omit({ eventId: true }).shape,
  promoter: z.object({ id: z.string(), name: z.string().nullable() }),
  venueId: z.string().nullable(),
  venue: venueBody.nullable(),
  performerIds: z.array(z.string()),
  performers: z.array(performerBody),
  createdAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().nullable(),
});
export const eventPage = z.object({ items: z.array(eventBody), nextCursor: z.string().nullable() });
export type EventBody = z.infer<typeof eventBody>;

type Reads = Pick<Deps, 'store' | 'now'>;

export async function toEventBody(deps: Reads, event: PlannedEvent): Promise<EventBody> {
  const [body] = await toEventBodies(deps, [event]);
  if (!body) throw new Error('one event gives one body');
  return body;
}

/** Three reads for any number of events. */
export async function toEventBodies(
  { store, now }: Reads,
  events: readonly PlannedEvent[],
): Promise<EventBody[]> {
  const [promoters, venues, performers] = await Promise.all([
    store.promoters.findAll(unique(events.map((event) => event.promoterId))),
    store.venues.findAll(unique(events.flatMap((event) => event.venueId ?? []))),
    store.performers.findAll(unique(events.flatMap((event) => event.performerIds))),
  ]);
  return events.map((event) => {
    const { eventId, ...state } = toEventState(event);
    const promoter = promoters.find((profile) => profile.promoterId === event.promoterId);
    const venue = venues.find((candidate) => candidate.venueId === event.venueId);
    const onStage = event.performerIds.flatMap(
      (id) => performers.find((performer) => performer.performerId === id) ?? [],
    );
    return {
      id: eventId,
      ...state,
      status: statusAt(event, now()),
      promoter: { id: event.promoterId, name: promoter?.name ?? null },
      venueId: event.venueId,
      venue: venue ? toVenueBody(venue) : null,
      performerIds: event.performerIds,
      performers: onStage.map(toPerformerBody),
      createdAt: event.createdAt.toISOString(),
      publishedAt: event.publishedAt?.toISOString() ?? null,
    };
  });
}

const unique = (ids: string[]): string[] => [...new Set(ids)];
