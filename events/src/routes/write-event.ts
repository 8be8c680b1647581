// The two ways an event is written: a new one, or a new version of one. The message leaves in the same commit.
import { AppError } from '@turnout/common/errors';
import type { EventDetails, PlannedEvent } from '../domain/event.ts';
import { toEventMessage } from '../domain/event-state.ts';
import { searchTextOf } from '../domain/search.ts';
import { toOtherSlug } from '../domain/slug.ts';
import { toLocation } from '../domain/venue.ts';
import type { Deps } from '../deps.ts';
import { isSlugTaken } from '../store/event.store.ts';
import { eventOf, performersOf, venueOf } from './known.ts';

type Writes = Pick<Deps, 'store' | 'outbox' | 'newId'>;
const maxTries = 5;

/** The place as it is stored: the venue's own address when one is named; naming one kind of place drops the other. */
export async function withPlace(
  deps: Pick<Deps, 'store'>,
  promoterId: string,
  sent: Partial<EventDetails>,
): Promise<Partial<EventDetails>> {
  if (sent.venueId) return { ...sent, location: toLocation(await venueOf(deps, promoterId, sent.venueId)) };
  if (sent.location) return { ...sent, venueId: null };
  return sent;
}

export async function insertEvent(deps: Writes, event: PlannedEvent): Promise<PlannedEvent> {
  const searchText = await searchTextFor(deps, event);
  return withFreeSlug(deps, event, (candidate) =>
    deps.outbox.commit(async ({ publish }) => {
      await deps.store.events.insert(candidate, searchText);
      publish(toEventMessage(candidate));
      return candidate;
    }),
  );
}

interface Change {
  promoterId: string;
  eventId: string;
  /** From the state found to the next one; the same object means that nothing is to be written. */
  decide: (event: PlannedEvent) => PlannedEvent;
}

/** Decides again on the newest state when someone else was faster. */
export async function changeEvent(
  deps: Writes,
  { promoterId, eventId, decide }: Change,
): Promise<PlannedEvent> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const event = await eventOf(deps, promoterId, eventId);
    const next = decide(event);
    if (next === event) return event;
    const searchText = await searchTextFor(deps, next);
    const write = (candidate: PlannedEvent) =>
      deps.outbox.commit(async ({ publish }) => {
        if (!(await deps.store.events.replace(candidate, { replaces: event.version, searchText })))
          return undefined;
        publish(toEventMessage(candidate));
        return candidate;
      });
    const written = await withFreeSlug(deps, next, write);
    if (written) return written;
  }
  throw changedMeanwhile();
}

/** Lets an event be found by the new name of one of its performers; no new version, since nothing shown of it changed. */
export async function refreshSearchText(deps: Writes, event: PlannedEvent): Promise<void> {
  const searchText = await searchTextFor(deps, event);
  await deps.outbox.commit(() => deps.store.events.replace(event, { replaces: event.version, searchText }));
}

export function changedMeanwhile(): AppError {
  return new AppError('conflict', 'changed-meanwhile', 'Someone else changed this meanwhile. Load it again.');
}

async function searchTextFor(deps: Writes, event: PlannedEvent): Promise<string> {
  return searchTextOf(event, await performersOf(deps, event.promoterId, event.performerIds));
}

async function withFreeSlug<T>(
  deps: Writes,
  event: PlannedEvent,
  write: (candidate: PlannedEvent) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const slug = attempt === 1 ? event.slug : toOtherSlug(event.slug, deps.newId());
    try {
      return await write({ ...event, slug });
    } catch (error) {
      if (attempt === maxTries || !isSlugTaken(error)) throw error;
    }
  }
}
