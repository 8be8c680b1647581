// Looks up what a caller names: their own, or a 404.
import { AppError } from '@turnout/common/errors';
import { refuseOver } from '../domain/event-sale.ts';
import type { SoldEvent } from '../domain/event-sale.ts';
import type { Deps } from '../deps.ts';

type Reads = Pick<Deps, 'store' | 'now' | 'eventWaitMs'>;

/** The promoter's event, whatever its state; news of a new one may still be under way, so a moment is waited for it. */
export async function eventOf(deps: Reads, promoterId: string, eventId: string): Promise<SoldEvent> {
  const event = await deps.store.copies.waitForEvent(eventId, {
    waitMs: deps.eventWaitMs,
    isGood: () => true,
  });
  if (event?.promoterId !== promoterId) throw noSuchEvent();
  return event;
}

/** The same, refusing one that is cancelled or over. */
export async function openEventOf(deps: Reads, promoterId: string, eventId: string): Promise<SoldEvent> {
  const event = await eventOf(deps, promoterId, eventId);
  refuseOver(event, deps.now());
  return event;
}

export function noSuchEvent(): AppError {
  return new AppError('not-found', 'event-not-found', 'There is no such event.', { field: 'eventId' });
}

export function changedMeanwhile(): AppError {
  return new AppError('conflict', 'changed-meanwhile', 'Someone else changed this meanwhile. Load it again.');
}
