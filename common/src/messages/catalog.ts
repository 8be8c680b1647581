// Every message of Turnout: who publishes it and what it carries. Fields are only ever added.
import type { z } from 'zod';
import { chargeState } from './schemas/charges.ts';
import { checkInState } from './schemas/check-ins.ts';
import { eventState } from './schemas/events.ts';
import { expirationDue, inventoryState, orderState, waitingListState } from './schemas/orders.ts';
import { promoCodeState, ticketState, ticketTypeState } from './schemas/tickets.ts';
import { userState } from './schemas/users.ts';

const catalog = {
  UserCreated: { publisher: 'auth', schema: userState },
  UserUpdated: { publisher: 'auth', schema: userState },
  UserDeleted: { publisher: 'auth', schema: userState },
  EventCreated: { publisher: 'events', schema: eventState },
  EventUpdated: { publisher: 'events', schema: eventState },
  EventCancelled: { publisher: 'events', schema: eventState },
  TicketTypeCreated: { publisher: 'tickets', schema: ticketTypeState },
  TicketTypeUpdated: { publisher: 'tickets', schema: ticketTypeState },
  PromoCodeUpdated: { publisher: 'tickets', schema: promoCodeState },
  TicketCreated: { publisher: 'tickets', schema: ticketState },
  TicketUpdated: { publisher: 'tickets', schema: ticketState },
  OrderCreated: { publisher: 'orders', schema: orderState },
  OrderUpdated: { publisher: 'orders', schema: orderState },
  OrderPaid: { publisher: 'orders', schema: orderState },
  OrderCompleted: { publisher: 'orders', schema: orderState },
  OrderCancelled: { publisher: 'orders', schema: orderState },
  OrderExpired: { publisher: 'orders', schema: orderState },
  OrderRefunded: { publisher: 'orders', schema: orderState },
  InventoryUpdated: { publisher: 'orders', schema: inventoryState },
  WaitingListUpdated: { publisher: 'orders', schema: waitingListState },
  ExpirationDue: { publisher: 'expiration', schema: expirationDue },
  ChargeCreated: { publisher: 'payments', schema: chargeState },
  ChargeFailed: { publisher: 'payments', schema: chargeState },
  ChargeRefunded: { publisher: 'payments', schema: chargeState },
  CheckInRecorded: { publisher: 'scanner', schema: checkInState },
} as const;

type Catalog = typeof catalog;
export type MessageType = keyof Catalog;
export type Publisher = Catalog[MessageType]['publisher'];
export type MessageData<T extends MessageType> = z.infer<Catalog[T]['schema']>;

/** What travels: the full public state (`data`) of one aggregate at one `version`. */
export interface Message<T extends MessageType> {
  messageId: string;
  type: T;
  aggregateId: string;
  version: number;
  occurredAt: string;
  traceparent: string;
  data: MessageData<T>;
}

export type AnyMessage = { [T in MessageType]: Message<T> }[MessageType];

/** A message before the outbox gives it an id, a time and the trace it belongs to. */
export type NewMessage<T extends MessageType = MessageType> = {
  [K in T]: { type: K; aggregateId: string; version: number; data: MessageData<K> };
}[T];

export const messageTypes = Object.keys(catalog) as MessageType[];
export const publishers = [...new Set(Object.values(catalog).map((entry) => entry.publisher))];

export function schemaOf<T extends MessageType>(type: T): Catalog[T]['schema'] {
  return catalog[type].schema;
}

/** What a message is about: its name without the verb (`OrderPaid` -> `Order`). All messages of a noun and id tell one aggregate's state. */
export function nounOf(type: MessageType): string {
  return type.replace(/[A-Z][a-z]+$/, '');
}

/** The parts of a subject: which service's stream a message belongs to, and its name. */
export function subjectParts(type: MessageType): { publisher: Publisher; type: MessageType } {
  return { publisher: catalog[type].publisher, type };
}
