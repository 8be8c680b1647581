import {
  decodeMessage,
  encodeMessage,
  messageTypes,
  nounOf,
  subjectParts,
  UndecodableMessage,
} from '@turnout/common/messages';
import { sampleEvent, toMessage } from '@turnout/common/testing';

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const message = () => {
  const data = sampleEvent();
  return toMessage({ type: 'EventCreated', aggregateId: data.eventId, version: 1, data });
};

test('The names of all messages and who publishes them are a contract', () => {
  const table = messageTypes.map((type) => `${subjectParts(type).publisher}.${type}`);
  expect(table).toEqual([
    'auth.UserCreated',
    'auth.UserUpdated',
    'auth.UserDeleted',
    'events.EventCreated',
    'events.EventUpdated',
    'events.EventCancelled',
    'tickets.TicketTypeCreated',
    'tickets.TicketTypeUpdated',
    'tickets.PromoCodeUpdated',
    'tickets.TicketCreated',
    'tickets.TicketUpdated',
    'orders.OrderCreated',
    'orders.OrderUpdated',
    'orders.OrderPaid',
    'orders.OrderCompleted',
    'orders.OrderCancelled',
    'orders.OrderExpired',
    'orders.OrderRefunded',
    'orders.InventoryUpdated',
    'orders.WaitingListUpdated',
    'expiration.ExpirationDue',
    'payments.ChargeCreated',
    'payments.ChargeFailed',
    'payments.ChargeRefunded',
    'scanner.CheckInRecorded',
  ]);
});

test('What is encoded is decoded the same', () => {
  const sent = message();
  expect(decodeMessage(encodeMessage(sent))).toEqual(sent);
});

test('A field that a newer publisher added is dropped, not refused', () => {
  const sent = message();
  const newer = { ...sent, data: { ...sent.data, dressCode: 'black' } };
  expect(decodeMessage(bytes(newer))).toEqual(sent);
});

test.each([
  ['no JSON', '{'],
  ['no object', '7'],
  ['an unknown name', { ...message(), type: 'EventForgotten' }],
  ['no version', { ...message(), version: undefined }],
  ['data of another shape', { ...message(), data: { eventId: 'x' } }],
  [
    'money that is not a whole number',
    toMessage({
      type: 'EventCreated',
      aggregateId: 'x',
      version: 1,
      data: { ...sampleEvent(), holdMinutes: -1 },
    }),
  ],
])('When the bytes are %s, then they are undecodable', (_what, value) => {
  expect(() => decodeMessage(bytes(value))).toThrow(UndecodableMessage);
});

test('A message that breaks its schema cannot be sent', () => {
  const broken = { ...message(), version: 0 };
  expect(() => encodeMessage(broken)).toThrow(UndecodableMessage);
});

test('All messages of an aggregate have one noun', () => {
  expect(
    ['OrderPaid', 'OrderCreated', 'TicketTypeUpdated', 'CheckInRecorded'].map((type) =>
      nounOf(type as never),
    ),
  ).toEqual(['Order', 'Order', 'TicketType', 'CheckIn']);
});
