import type { EventState, NewMessage } from '@turnout/common/messages';
import type { PlannedEvent } from './event.ts';

/** What other services get to know of an event. */
export function toEventState(event: PlannedEvent): EventState {
  const {
    venueId: _venue,
    performerIds: _performers,
    createdAt: _created,
    publishedAt: _published,
    ...state
  } = event;
  return { ...state, startsAt: event.startsAt.toISOString(), endsAt: event.endsAt.toISOString() };
}

/** The message of a change: its name says what happened, its data is the whole state. */
export function toEventMessage(event: PlannedEvent): NewMessage {
  const type =
    event.status === 'cancelled' ? 'EventCancelled' : event.version === 1 ? 'EventCreated' : 'EventUpdated';
  return { type, aggregateId: event.eventId, version: event.version, data: toEventState(event) };
}
