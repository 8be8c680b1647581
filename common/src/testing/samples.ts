// Valid message data to start a test from; spread what the test is about over it.
import type { ChargeState, EventState, OrderState, TicketState, TicketTypeState } from '../messages/index.ts';
import { newId } from '../runtime/new-id.ts';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

export function sampleEvent(over: Partial<EventState> = {}): EventState {
  return {
    eventId: newId(),
    version: 1,
    slug: 'night-of-lights',
    promoterId: newId(),
    name: 'Night of Lights',
    description: null,
    status: 'published',
    startsAt: inDays(30),
    endsAt: inDays(30.2),
    timezone: 'Europe/Paris',
    location: { name: 'The Hall', address: '1 Main Street', city: 'Lyon', country: 'FR' },
    imageUrl: null,
    holdMinutes: 30,
    maxPaymentAttempts: 3,
    maxTicketsPerCustomer: null,
    refundPolicy: { kind: 'none', untilHoursBefore: null },
    reentry: false,
    waitingRoom: null,
    ...over,
  };
}

export function sampleTicketType(over: Partial<TicketTypeState> = {}): TicketTypeState {
  return {
    ticketTypeId: newId(),
    version: 1,
    eventId: newId(),
    promoterId: newId(),
    name: 'Standard',
    description: null,
    priceCents: 2_500,
    currency: 'EUR',
    capacity: 100,
    admits: 1,
    minPerOrder: 1,
    maxPerOrder: 10,
    salesStartAt: null,
    salesEndAt: null,
    hidden: false,
    signingKey: { keyId: 1, publicKey: 'none' },
    ...over,
  };
}

export function sampleOrder(over: Partial<OrderState> = {}): OrderState {
  const items = over.items ?? [
    { ticketTypeId: newId(), name: 'Standard', quantity: 2, unitPriceCents: 2_500, admits: 1 },
  ];
  return {
    orderId: newId(),
    version: 1,
    userId: newId(),
    userEmail: 'ada@example.test',
    eventId: newId(),
    eventName: 'Night of Lights',
    promoterId: newId(),
    status: 'draft',
    items,
    attendees: [],
    promoCode: null,
    discountCents: 0,
    totalCents: items.reduce((sum, item) => sum + item.quantity * item.unitPriceCents, 0),
    currency: 'EUR',
    createdAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + 1_800_000).toISOString(),
    paymentAttempts: 0,
    maxPaymentAttempts: 3,
    chargeId: null,
    cancelReason: null,
    refunds: [],
    ...over,
  };
}

export function sampleCharge(over: Partial<ChargeState> = {}): ChargeState {
  return {
    chargeId: newId(),
    version: 1,
    orderId: newId(),
    eventId: newId(),
    userId: newId(),
    status: 'created',
    method: 'card',
    provider: 'stripe',
    providerId: `pi_${newId()}`,
    amountCents: 5_000,
    currency: 'EUR',
    refundedCents: 0,
    refunds: [],
    failure: null,
    ...over,
  };
}

export function sampleTicket(over: Partial<TicketState> = {}): TicketState {
  return {
    ticketId: newId(),
    version: 1,
    orderId: newId(),
    eventId: newId(),
    ticketTypeId: newId(),
    ticketTypeName: 'Standard',
    userId: newId(),
    status: 'active',
    issueNumber: 1,
    ordinal: 0,
    holder: { firstName: 'Ada', lastName: 'Lovelace' },
    ...over,
  };
}
