// What other services own and this one needs to know: the newest version of each.
import { setTimeout as pause } from 'node:timers/promises';
import type { CheckInState, InventoryState } from '@turnout/common/messages';
import { keepNewest } from '@turnout/common/outbox';
import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { SoldEvent } from '../domain/event-sale.ts';
import type { FollowedOrder } from '../domain/ticket.ts';
import type { Stock } from '../domain/ticket-type.ts';

type EventCopy = Omit<SoldEvent, 'eventId'> & { _id: string };

interface InventoryCopy {
  _id: string;
  version: number;
  types: Stock[];
}

interface OrderCopy {
  _id: string;
  version: number;
  state: FollowedOrder;
}

type CheckInCopy = Pick<CheckInState, 'version' | 'ticketId' | 'direction' | 'undone'> & { _id: string };

const pollMs = 40;
const maxWaiting = 200;

export function createCopyStore(connection: Connection) {
  const events = connection.model<EventCopy>('Event', eventSchema());
  const inventories = connection.model<InventoryCopy>('Inventory', inventorySchema());
  const orders = connection.model<OrderCopy>('Order', orderSchema());
  const checkIns = connection.model<CheckInCopy>('CheckIn', checkInSchema());
  let waiting = 0;

  async function findEvent(eventId: string): Promise<SoldEvent | undefined> {
    const copy = await events.findById(eventId).lean<EventCopy>();
    return copy ? toSoldEvent(copy) : undefined;
  }

  return {
    findEvent,

    async keepEvent({ eventId, ...event }: SoldEvent): Promise<void> {
      await keepNewest(events, { _id: eventId, ...event });
    },

    /** Waits a moment for an event whose news may be under way; what is there after `waitMs` need not be good. */
    async waitForEvent(
      eventId: string,
      { waitMs, isGood }: { waitMs: number; isGood: (event: SoldEvent) => boolean },
    ) {
      const deadline = performance.now() + waitMs;
      // The news may be handled by another process, so the copy itself is looked at; a crowd of waiters is not let in.
      const mayWait = waiting < maxWaiting;
      waiting += 1;
      try {
        for (;;) {
          const event = await findEvent(eventId);
          if ((event && isGood(event)) || !mayWait || performance.now() >= deadline) return event;
          await pause(pollMs);
        }
      } finally {
        waiting -= 1;
      }
    },

    async findEvents(eventIds: string[]): Promise<SoldEvent[]> {
      const copies = await events.find({ _id: mongoose.trusted({ $in: eventIds }) }).lean<EventCopy[]>();
      return copies.map(toSoldEvent);
    },

    async keepInventory({ eventId, version, types }: InventoryState): Promise<void> {
      await keepNewest(inventories, { _id: eventId, version, types });
    },

    async findStock(eventId: string): Promise<Stock[]> {
      const copy = await inventories.findById(eventId).lean<InventoryCopy>();
      return copy?.types ?? [];
    },

    /** False when this state of the order, or a newer one, is known. */
    keepOrder: (order: FollowedOrder): Promise<boolean> =>
      keepNewest(orders, { _id: order.orderId, version: order.version, state: order }, { startsLate: true }),

    async findOrder(orderId: string): Promise<FollowedOrder | undefined> {
      return (await orders.findById(orderId).lean<OrderCopy>())?.state;
    },

    /** False when a newer state of the scan is known. */
    keepCheckIn: ({ scanId, version, ticketId, direction, undone }: CheckInState): Promise<boolean> =>
      keepNewest(checkIns, { _id: scanId, version, ticketId, direction, undone }),

    listCheckIns: (ticketId: string): Promise<CheckInCopy[]> =>
      checkIns.find({ ticketId }).lean<CheckInCopy[]>(),
  };
}

function eventSchema() {
  return new Schema<EventCopy>(
    {
      _id: String,
      version: Number,
      slug: String,
      promoterId: String,
      name: String,
      status: String,
      startsAt: Date,
      endsAt: Date,
      timezone: String,
      location: Object,
      imageUrl: String,
    },
    { collection: 'events', versionKey: false },
  );
}

function inventorySchema() {
  return new Schema<InventoryCopy>(
    { _id: String, version: Number, types: Array },
    { collection: 'inventories', versionKey: false },
  );
}

function orderSchema() {
  return new Schema<OrderCopy>(
    { _id: String, version: Number, state: Object },
    { collection: 'orders', versionKey: false },
  );
}

function checkInSchema() {
  const schema = new Schema<CheckInCopy>(
    { _id: String, version: Number, ticketId: String, direction: String, undone: Boolean },
    { collection: 'check_ins', versionKey: false },
  );
  schema.index({ ticketId: 1 });
  return schema;
}

function toSoldEvent({ _id, ...event }: EventCopy): SoldEvent {
  return { eventId: _id, ...event };
}
