import type { MessageData, MessageType } from '@turnout/common/messages';
import {
  reactionContract,
  sampleEvent,
  sampleTicket,
  sampleTicketType,
  toMessage,
} from '@turnout/common/testing';
import type { TestKit } from '@turnout/common/testing';
import { scannerReactions } from '../src/reactions/index.ts';
import { createScannerStore } from '../src/store/index.ts';

const handlers = (kit: TestKit) => scannerReactions({ store: createScannerStore(kit.mongo.connection) });
const rowsOf = (collection: string) => (kit: TestKit) =>
  kit.mongo.connection.collection(collection).find().sort({ _id: 1 }).toArray();
const message = <T extends MessageType>(type: T, aggregateId: string, data: MessageData<T>) =>
  toMessage({ type, aggregateId, version: (data as { version: number }).version, data } as never);

const event = sampleEvent({ version: 2, name: 'New name' });
reactionContract('keepEventOnEventMessages', () => ({
  handlers,
  message: message('EventUpdated', event.eventId, event),
  older: message('EventCreated', event.eventId, { ...event, version: 1, name: 'Old name' }),
  state: rowsOf('events'),
}));

const type = sampleTicketType({ version: 2, name: 'New name' });
reactionContract('keepKeyOnTicketTypeMessages', () => ({
  handlers,
  message: message('TicketTypeUpdated', type.ticketTypeId, type),
  older: message('TicketTypeCreated', type.ticketTypeId, { ...type, version: 1, name: 'Old name' }),
  state: rowsOf('signing_keys'),
}));

const ticket = sampleTicket({ version: 2, status: 'refunded' });
reactionContract('keepTicketOnTicketMessages', () => ({
  handlers,
  message: message('TicketUpdated', ticket.ticketId, ticket),
  older: message('TicketCreated', ticket.ticketId, { ...ticket, version: 1, status: 'active' }),
  state: rowsOf('tickets'),
}));
