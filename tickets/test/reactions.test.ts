import { newId } from '@turnout/common/runtime';
import { reactionContract, sampleEvent, sampleOrder, toMessage } from '@turnout/common/testing';
import type { TestKit } from '@turnout/common/testing';
import type { CheckInState, MessageType, OrderState } from '@turnout/common/messages';
import type { Outbox } from '@turnout/common/outbox';
import type { Handlers } from '@turnout/common/messaging';
import { ticketIdOf } from '../src/domain/ticket.ts';
import { ticketsReactions } from '../src/reactions/index.ts';
import { storeOf } from './tickets-app.ts';

const now = () => new Date('2030-01-01T00:00:00Z');
const handlers = (kit: TestKit, outbox: Outbox) => ticketsReactions({ store: storeOf(kit), outbox, now });
const rowsOf = (collection: string) => (kit: TestKit) =>
  kit.mongo.connection
    .collection(collection)
    .find({}, { projection: { turns: 0 } })
    .sort({ _id: 1 })
    .toArray();
const orderId = newId();
const orderMessage = (order: OrderState, type: MessageType = 'OrderPaid') =>
  toMessage({ type: type as 'OrderPaid', aggregateId: order.orderId, version: order.version, data: order });
const paid = sampleOrder({ orderId, status: 'paid', version: 3, chargeId: 'c1' });
const tell = (by: Handlers, order: OrderState) => by.OrderPaid?.(orderMessage(order)) ?? Promise.resolve();

const event = sampleEvent({ version: 2, name: 'New name' });
reactionContract('keepEventOnEventMessages', () => ({
  handlers,
  message: toMessage({ type: 'EventUpdated', aggregateId: event.eventId, version: 2, data: event }),
  older: toMessage({
    type: 'EventCreated',
    aggregateId: event.eventId,
    version: 1,
    data: { ...event, version: 1, name: 'Old name' },
  }),
  state: rowsOf('events'),
}));

const stock = {
  eventId: event.eventId,
  version: 5,
  types: [{ ticketTypeId: 't1', capacity: 9, available: 1, held: 3, sold: 5 }],
};
reactionContract('keepStockOnInventoryUpdated', () => ({
  handlers,
  message: toMessage({ type: 'InventoryUpdated', aggregateId: event.eventId, version: 5, data: stock }),
  older: toMessage({
    type: 'InventoryUpdated',
    aggregateId: event.eventId,
    version: 4,
    data: { ...stock, version: 4, types: [] },
  }),
  state: rowsOf('inventories'),
}));

reactionContract('followOrderOnOrderMessages, paid', () => ({
  handlers,
  message: orderMessage(paid),
  older: orderMessage({ ...paid, version: 2, status: 'cancelled' }, 'OrderCancelled'),
  state: rowsOf('tickets'),
  publishes: ['TicketCreated', 'TicketCreated'],
}));

reactionContract('followOrderOnOrderMessages, paid after its time was up', () => ({
  handlers,
  message: orderMessage(paid),
  older: orderMessage({ ...paid, version: 2, status: 'expired', chargeId: null }, 'OrderExpired'),
  state: rowsOf('tickets'),
  publishes: ['TicketCreated', 'TicketCreated'],
}));

const refund = {
  refundId: 'r1',
  chargeId: 'c1',
  amountCents: 1,
  ticketIds: [ticketIdOf(orderId, 1)],
  reason: '',
  status: 'requested' as const,
};
reactionContract('followOrderOnOrderMessages, refunded', () => ({
  handlers,
  given: (_kit, by) => tell(by, paid),
  message: orderMessage({ ...paid, version: 5, status: 'completed', refunds: [refund] }, 'OrderRefunded'),
  older: orderMessage(
    { ...paid, version: 4, attendees: [{ firstName: 'Ada', lastName: 'Lovelace' }] },
    'OrderUpdated',
  ),
  state: rowsOf('tickets'),
  publishes: ['TicketUpdated'],
}));

const checkIn = (over: Partial<CheckInState>): CheckInState => ({
  scanId: 's1',
  version: 1,
  ticketId: ticketIdOf(orderId, 0),
  orderId,
  eventId: paid.eventId,
  ticketTypeId: 't1',
  direction: 'in',
  gate: 'A',
  scannedAt: '2030-01-01T00:00:00.000Z',
  undone: false,
  ...over,
});
reactionContract('useTicketOnCheckInRecorded', () => ({
  handlers,
  given: (_kit, by) => tell(by, paid),
  message: toMessage({
    type: 'CheckInRecorded',
    aggregateId: 's1',
    version: 2,
    data: checkIn({ version: 2 }),
  }),
  older: toMessage({
    type: 'CheckInRecorded',
    aggregateId: 's1',
    version: 1,
    data: checkIn({ undone: true }),
  }),
  state: rowsOf('tickets'),
  publishes: ['TicketUpdated'],
}));
