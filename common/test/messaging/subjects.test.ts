import { messageTypes } from '../../src/messages/index.ts';
import { createSubjects } from '../../src/messaging/index.ts';

// A changed string here means that every group reads everything again from the start: only ever add lines.
test('When names on the broker are made, then they are these', () => {
  const subjects = createSubjects('turnout');
  const names = messageTypes.map((type) => `${subjects.streamFor(type)} ${subjects.subjectOf(type)}`);
  expect(names).toEqual([
    'TURNOUT_auth turnout.auth.UserCreated',
    'TURNOUT_auth turnout.auth.UserUpdated',
    'TURNOUT_auth turnout.auth.UserDeleted',
    'TURNOUT_events turnout.events.EventCreated',
    'TURNOUT_events turnout.events.EventUpdated',
    'TURNOUT_events turnout.events.EventCancelled',
    'TURNOUT_tickets turnout.tickets.TicketTypeCreated',
    'TURNOUT_tickets turnout.tickets.TicketTypeUpdated',
    'TURNOUT_tickets turnout.tickets.PromoCodeUpdated',
    'TURNOUT_tickets turnout.tickets.TicketCreated',
    'TURNOUT_tickets turnout.tickets.TicketUpdated',
    'TURNOUT_orders turnout.orders.OrderCreated',
    'TURNOUT_orders turnout.orders.OrderUpdated',
    'TURNOUT_orders turnout.orders.OrderPaid',
    'TURNOUT_orders turnout.orders.OrderCompleted',
    'TURNOUT_orders turnout.orders.OrderCancelled',
    'TURNOUT_orders turnout.orders.OrderExpired',
    'TURNOUT_orders turnout.orders.OrderRefunded',
    'TURNOUT_orders turnout.orders.InventoryUpdated',
    'TURNOUT_orders turnout.orders.WaitingListUpdated',
    'TURNOUT_expiration turnout.expiration.ExpirationDue',
    'TURNOUT_payments turnout.payments.ChargeCreated',
    'TURNOUT_payments turnout.payments.ChargeFailed',
    'TURNOUT_payments turnout.payments.ChargeRefunded',
    'TURNOUT_scanner turnout.scanner.CheckInRecorded',
  ]);
  expect(subjects.streamOf('orders')).toBe('TURNOUT_orders');
  expect(subjects.allOf('orders')).toBe('turnout.orders.>');
  expect(subjects.durableOf('payments', 'OrderCreated')).toBe('payments_OrderCreated');
  expect(subjects.deadLetterStream).toBe('TURNOUT_deadletters');
  expect(subjects.deadLetterChannel).toBe('turnout.deadletters');
  expect(subjects.allDeadLetters).toBe('turnout.deadletters.>');
  expect(subjects.deadLettersOfGroup('payments')).toBe('turnout.deadletters.payments.>');
  expect(subjects.deadLetterSubject('payments', 'OrderCreated')).toBe(
    'turnout.deadletters.payments.OrderCreated',
  );
});
