// The copy of an event that a door needs.
import { AppError } from '@turnout/common/errors';
import type { EventState } from '@turnout/common/messages';

export type DoorEvent = Pick<
  EventState,
  | 'eventId'
  | 'version'
  | 'promoterId'
  | 'name'
  | 'status'
  | 'startsAt'
  | 'endsAt'
  | 'timezone'
  | 'location'
  | 'reentry'
>;

/** Doors stay open this long after the announced end: nights run late, and clocks are set wrong. */
const openAfterEndMs = 12 * 3_600_000;

export function toDoorEvent(state: EventState): DoorEvent {
  const { eventId, version, promoterId, name, status, startsAt, endsAt, timezone, location, reentry } = state;
  return { eventId, version, promoterId, name, status, startsAt, endsAt, timezone, location, reentry };
}

export function doorsCloseAt(event: DoorEvent): Date {
  return new Date(Date.parse(event.endsAt) + openAfterEndMs);
}

/** Where nobody may come back, going out is not recorded: the ticket has done its work. */
export function refuseExitWithoutReentry(event: DoorEvent): void {
  if (event.reentry) return;
  throw new AppError('conflict', 'reentry-off', 'This event has no re-entry, so exits are not scanned.', {
    field: 'direction',
  });
}
