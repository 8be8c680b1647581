import { keepNewest } from '@turnout/common/outbox';
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { DoorEvent } from '../domain/door-event.ts';

type EventCopy = Omit<DoorEvent, 'eventId'> & { _id: string };

export function createEventStore(connection: Connection) {
  const copies = connection.model<EventCopy>(
    'Event',
    new Schema<EventCopy>(
      {
        _id: String,
        version: Number,
        promoterId: String,
        name: String,
        status: String,
        startsAt: String,
        endsAt: String,
        timezone: String,
        location: Object,
        reentry: Boolean,
      },
      { collection: 'events', versionKey: false },
    ),
  );

  return {
    async keep({ eventId, ...event }: DoorEvent): Promise<void> {
      await keepNewest(copies, { _id: eventId, ...event });
    },

    async find(eventId: string): Promise<DoorEvent | undefined> {
      return toEvent(await copies.findById(eventId).lean<EventCopy>());
    },
  };
}

function toEvent(copy: EventCopy | null): DoorEvent | undefined {
  if (!copy) return undefined;
  const { _id, ...event } = copy;
  return { eventId: _id, ...event };
}
