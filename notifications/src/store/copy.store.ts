// Copies of what other services own, no more of it than mails need.
import type { EventState, OrderState, TicketState, UserState } from '@turnout/common/messages';
import { keepNewest } from '@turnout/common/outbox';
import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';

type EventCopy = Pick<EventState, 'name' | 'startsAt' | 'timezone' | 'version'> & {
  _id: string;
  location: EventState['location'];
};
type TicketCopy = Pick<
  TicketState,
  'version' | 'orderId' | 'ticketTypeName' | 'holder' | 'status' | 'ordinal'
> & { _id: string };
type UserCopy = Pick<UserState, 'version' | 'email' | 'status'> & { _id: string };
type OrderCopy = { _id: string; confirmationQueued?: boolean } & Pick<
  OrderState,
  | 'version'
  | 'userId'
  | 'userEmail'
  | 'eventId'
  | 'eventName'
  | 'status'
  | 'items'
  | 'discountCents'
  | 'totalCents'
  | 'currency'
  | 'refunds'
>;

export type KnownOrder = Omit<OrderCopy, '_id'> & { orderId: string };

export interface CopyStore {
  keepEvent(state: EventState): Promise<void>;
  keepOrder(state: OrderState): Promise<void>;
  keepTicket(state: TicketState): Promise<void>;
  keepUser(state: UserState): Promise<void>;
  findEvent(eventId: string): Promise<EventCopy | undefined>;
  findOrder(orderId: string): Promise<KnownOrder | undefined>;
  /** Completed orders of the event that wait for what their confirmation says, at most `limit`. */
  findUnconfirmed(eventId: string, limit: number): Promise<KnownOrder[]>;
  findTicketsOfOrder(orderId: string): Promise<TicketCopy[]>;
  findUser(userId: string): Promise<Pick<UserCopy, 'email' | 'status'> | undefined>;
  noteConfirmationQueued(orderId: string): Promise<void>;
  /** Forgets the addresses kept with the user's orders. */
  forgetAddressesOf(userId: string): Promise<void>;
}

export function createCopyStore(connection: Connection): CopyStore {
  const copies = { versionKey: false } as const;
  const eventSchema = new Schema<EventCopy>(
    { _id: String, version: Number, name: String, startsAt: String, timezone: String, location: Object },
    { collection: 'events', ...copies },
  );
  const events = connection.model<EventCopy>('Event', eventSchema);
  const orderSchema = new Schema<OrderCopy>(
    {
      _id: String,
      version: Number,
      userId: String,
      userEmail: String,
      eventId: String,
      eventName: String,
      status: String,
      discountCents: Number,
      totalCents: Number,
      currency: String,
      items: [Object],
      refunds: [Object],
      confirmationQueued: Boolean,
    },
    { collection: 'orders', ...copies },
  );
  orderSchema.index({ eventId: 1, status: 1, confirmationQueued: 1 });
  orderSchema.index({ userId: 1 });
  const orders = connection.model<OrderCopy>('Order', orderSchema);
  const ticketSchema = new Schema<TicketCopy>(
    {
      _id: String,
      version: Number,
      orderId: String,
      ticketTypeName: String,
      holder: Object,
      status: String,
      ordinal: Number,
    },
    { collection: 'tickets', ...copies },
  );
  ticketSchema.index({ orderId: 1 });
  const tickets = connection.model<TicketCopy>('Ticket', ticketSchema);
  const userSchema = new Schema<UserCopy>(
    { _id: String, version: Number, email: String, status: String },
    { collection: 'users', ...copies },
  );
  const users = connection.model<UserCopy>('User', userSchema);

  return {
    async keepEvent({ eventId, version, name, startsAt, timezone, location }) {
      await keepNewest(events, { _id: eventId, version, name, startsAt, timezone, location });
    },
    async keepOrder({ orderId, attendees: _attendees, ...state }) {
      const {
        version,
        userId,
        userEmail,
        eventId,
        eventName,
        status,
        items,
        discountCents,
        totalCents,
        currency,
        refunds,
      } = state;
      const kept = {
        version,
        userId,
        userEmail,
        eventId,
        eventName,
        status,
        items,
        discountCents,
        totalCents,
        currency,
        refunds,
      };
      await keepNewest(orders, { _id: orderId, ...kept });
    },
    async keepTicket({ ticketId, version, orderId, ticketTypeName, holder, status, ordinal }) {
      await keepNewest(tickets, { _id: ticketId, version, orderId, ticketTypeName, holder, status, ordinal });
    },
    async keepUser({ userId, version, email, status }) {
      await keepNewest(users, { _id: userId, version, email, status });
    },
    async findEvent(eventId) {
      return (await events.findById(eventId).lean<EventCopy>()) ?? undefined;
    },
    async findOrder(orderId) {
      const row = await orders.findById(orderId).lean<OrderCopy>();
      return row ? toOrder(row) : undefined;
    },
    async findUnconfirmed(eventId, limit) {
      const unconfirmed = {
        eventId,
        status: 'completed' as const,
        confirmationQueued: mongoose.trusted({ $ne: true }),
      };
      return (await orders.find(unconfirmed).limit(limit).lean<OrderCopy[]>()).map(toOrder);
    },
    findTicketsOfOrder: async (orderId) => tickets.find({ orderId }).lean<TicketCopy[]>(),
    async findUser(userId) {
      return (await users.findById(userId).lean<UserCopy>()) ?? undefined;
    },
    async noteConfirmationQueued(orderId) {
      await orders.updateOne({ _id: orderId }, { $set: { confirmationQueued: true } });
    },
    async forgetAddressesOf(userId) {
      await orders.updateMany({ userId }, { $set: { userEmail: '' } });
    },
  };
}

function toOrder({ _id, ...rest }: OrderCopy): KnownOrder {
  return { orderId: _id, ...rest };
}
