// The collections of the orders service. Public shapes are checked by zod at the edges; here only what queries need is spelled out.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type {
  CheckInState,
  EventState,
  PromoCodeState,
  TicketState,
  TicketTypeState,
} from '@turnout/common/messages';
import type { Inventory } from '../domain/inventory.ts';
import type { Order } from '../domain/order.ts';
import type { WaitingEntry } from '../domain/waiting-list.ts';

type Row<T> = T & { _id: string };
export type Copy<T extends { version: number }> = Row<T>;

export interface OrdersModels {
  orders: Model<Row<Order>>;
  inventories: Model<Row<Inventory>>;
  waiting: Model<Row<WaitingEntry>>;
  events: Model<Copy<EventState>>;
  ticketTypes: Model<Copy<TicketTypeState>>;
  promoCodes: Model<Copy<PromoCodeState>>;
  tickets: Model<Copy<TicketState>>;
  checkIns: Model<Copy<CheckInState>>;
}

const text = { type: String };
const number = { type: Number };

function rows<T>(
  connection: Connection,
  collection: string,
  [schema, ...indexes]: [Schema<Row<T>>, ...Record<string, 1 | -1>[]],
): Model<Row<T>> {
  for (const index of indexes) schema.index(index);
  return connection.model<Row<T>>(collection, schema);
}

/** Fields are kept as they come (they were checked before); the named ones are for queries. */
function schemaOf<T>(collection: string, fields: Record<string, unknown>): Schema<Row<T>> {
  return new Schema(
    { _id: text, version: number, ...fields },
    {
      collection,
      versionKey: false,
      minimize: false,
      strict: false,
      strictQuery: false,
    },
  ) as never;
}

export function registerModels(connection: Connection): OrdersModels {
  return {
    orders: rows<Order>(connection, 'orders', [
      schemaOf<Order>('orders', {
        eventId: text,
        userId: text,
        promoterId: text,
        status: text,
        expiresAt: text,
        createdAt: text,
      }),
      { eventId: 1, userId: 1 },
      { userId: 1, _id: -1 },
      { status: 1, expiresAt: 1 },
      { eventId: 1, _id: -1 },
    ]),
    inventories: rows<Inventory>(connection, 'inventories', [
      schemaOf<Inventory>('inventories', { eventId: text }),
    ]),
    waiting: rows<WaitingEntry>(connection, 'waiting_list', [
      schemaOf<WaitingEntry>('waiting_list', {
        eventId: text,
        userId: text,
        status: text,
        joinedAt: text,
        orderId: text,
      }),
      { eventId: 1, status: 1, joinedAt: 1 },
      { userId: 1, _id: -1 },
    ]),
    events: rows<EventState>(connection, 'events', [schemaOf<EventState>('events', { promoterId: text })]),
    ticketTypes: rows<TicketTypeState>(connection, 'ticket_types', [
      schemaOf<TicketTypeState>('ticket_types', { eventId: text }),
      { eventId: 1 },
    ]),
    promoCodes: rows<PromoCodeState>(connection, 'promo_codes', [
      schemaOf<PromoCodeState>('promo_codes', { eventId: text }),
      { eventId: 1 },
    ]),
    tickets: rows<TicketState>(connection, 'tickets', [
      schemaOf<TicketState>('tickets', { orderId: text, eventId: text }),
      { orderId: 1 },
      { eventId: 1 },
    ]),
    checkIns: rows<CheckInState>(connection, 'check_ins', [
      schemaOf<CheckInState>('check_ins', { eventId: text }),
      { eventId: 1 },
    ]),
  };
}

/** A row as the domain knows it. */
export function withoutId<T>(row: Row<T>): T {
  const { _id, ...rest } = row;
  return rest as unknown as T;
}
