import type { AnyMessage } from '@turnout/common/messages';
import type { Outbox } from '@turnout/common/outbox';
import { newId } from '@turnout/common/runtime';
import {
  reactionContract,
  sampleCharge,
  sampleEvent,
  sampleOrder,
  sampleTicket,
  sampleTicketType,
  toMessage,
} from '@turnout/common/testing';
import type { TestKit } from '@turnout/common/testing';
import { createBoard } from '../src/board.ts';
import { createLedgerService } from '../src/ledger.ts';
import { ordersReactions } from '../src/reactions/index.ts';
import { createCopiesStore } from '../src/store/copies.store.ts';
import { createLedgerStore } from '../src/store/ledger.store.ts';
import { registerModels } from '../src/store/models.ts';
import { createOrderStore } from '../src/store/order.store.ts';

const handlers = (kit: TestKit, outbox: Outbox) => {
  const { connection } = kit.mongo;
  const models = connection.models.orders ? modelsOf.get(kit) : registerModels(connection);
  if (!models) throw new Error('no models for this kit');
  modelsOf.set(kit, models);
  const ledger = createLedgerService({
    store: createLedgerStore(models),
    outbox,
    now: () => new Date(),
    newId,
    board: createBoard(),
  });
  return ordersReactions({ ledger, orders: createOrderStore(models), copies: createCopiesStore(models) });
};
const modelsOf = new WeakMap<TestKit, ReturnType<typeof registerModels>>();

const rows = async (kit: TestKit, collection: string) =>
  kit.mongo.connection.collection(collection).find().sort({ _id: 1 }).toArray();
const put = async (kit: TestKit, collection: string, row: Record<string, unknown>) =>
  void (await kit.mongo.connection.collection(collection).insertOne(row));

const event = sampleEvent();
const type = sampleTicketType({ eventId: event.eventId, capacity: 10 });
const items = [
  { ticketTypeId: type.ticketTypeId, name: type.name, quantity: 2, unitPriceCents: 2_500, admits: 1 },
];
const order = sampleOrder({ eventId: event.eventId, items });
const internals = { promoCodeId: null, discountedTypeIds: [], failedChargeIds: [], requestKey: null };

async function putOrder(kit: TestKit, over: Record<string, unknown> = {}): Promise<void> {
  const held =
    over.status === 'paid' || over.status === 'completed' ? { held: 0, sold: 2 } : { held: 2, sold: 0 };
  const stock = { ticketTypeId: type.ticketTypeId, capacity: 10, available: 8, wantedCapacity: 10, ...held };
  await put(kit, 'inventories', {
    _id: event.eventId,
    eventId: event.eventId,
    version: 1,
    closed: false,
    types: [stock],
    promoUses: {},
    waiting: 0,
  });
  await put(kit, 'orders', { _id: order.orderId, ...order, ...internals, ...over });
}

reactionContract('Following a ticket type', () => ({
  handlers,
  message: toMessage({
    type: 'TicketTypeUpdated',
    aggregateId: type.ticketTypeId,
    version: 2,
    data: { ...type, version: 2 },
  }),
  older: toMessage({
    type: 'TicketTypeCreated',
    aggregateId: type.ticketTypeId,
    version: 1,
    data: { ...type, capacity: 99 },
  }),
  state: async (kit) => [await rows(kit, 'ticket_types'), await rows(kit, 'inventories')],
  publishes: ['InventoryUpdated'],
}));

reactionContract('Following an event that is cancelled', () => ({
  handlers,
  given: (kit) => putOrder(kit),
  message: toMessage({
    type: 'EventCancelled',
    aggregateId: event.eventId,
    version: 2,
    data: { ...event, version: 2, status: 'cancelled' },
  }),
  older: toMessage({ type: 'EventCreated', aggregateId: event.eventId, version: 1, data: event }),
  state: async (kit) => [
    await rows(kit, 'events'),
    await rows(kit, 'inventories'),
    await rows(kit, 'orders'),
  ],
  publishes: ['InventoryUpdated', 'InventoryUpdated', 'OrderCancelled'],
}));

const charge = sampleCharge({
  orderId: order.orderId,
  eventId: event.eventId,
  amountCents: order.totalCents,
  status: 'completed',
  version: 2,
});
reactionContract('Applying a charge that was captured', () => ({
  handlers,
  given: (kit) => putOrder(kit, { status: 'pending_payment' }),
  message: toMessage({ type: 'ChargeCreated', aggregateId: charge.chargeId, version: 2, data: charge }),
  older: toMessage({
    type: 'ChargeCreated',
    aggregateId: charge.chargeId,
    version: 1,
    data: { ...charge, version: 1, status: 'created' },
  }),
  state: async (kit) => [await rows(kit, 'orders'), await rows(kit, 'inventories')],
  publishes: ['InventoryUpdated', 'OrderPaid'],
}));

reactionContract('Applying a charge that failed', () => ({
  handlers,
  given: (kit) => putOrder(kit, { status: 'pending_payment' }),
  message: toMessage({
    type: 'ChargeFailed',
    aggregateId: charge.chargeId,
    version: 2,
    data: { ...charge, status: 'failed', failure: { code: 'card_declined', message: 'no', counts: true } },
  }),
  older: toMessage({
    type: 'ChargeCreated',
    aggregateId: charge.chargeId,
    version: 1,
    data: { ...charge, version: 1, status: 'created' },
  }),
  state: (kit) => rows(kit, 'orders'),
  publishes: ['OrderUpdated'],
}));

const tickets = [0, 1].map((ordinal) =>
  sampleTicket({ orderId: order.orderId, eventId: event.eventId, ordinal }),
);
const ticketMessage = (index: number, over = {}): AnyMessage => {
  const data = { ...(tickets[index] ?? sampleTicket()), ...over };
  return toMessage({ type: 'TicketCreated', aggregateId: data.ticketId, version: data.version, data });
};
reactionContract('Completing an order with its last ticket', () => ({
  handlers,
  async given(kit) {
    await putOrder(kit, { status: 'paid', chargeId: charge.chargeId });
    const [first] = tickets;
    await put(kit, 'tickets', { _id: first?.ticketId, ...first });
  },
  message: ticketMessage(1, { version: 2 }),
  older: ticketMessage(1, { version: 1, holder: { firstName: 'Old', lastName: 'Name' } }),
  state: async (kit) => [await rows(kit, 'orders'), await rows(kit, 'tickets')],
  publishes: ['OrderCompleted'],
}));

const overdue = new Date(Date.now() - 1_000).toISOString();
reactionContract('Expiring an order whose time is up', () => ({
  handlers,
  given: (kit) => putOrder(kit, { expiresAt: overdue }),
  message: toMessage({
    type: 'ExpirationDue',
    aggregateId: order.orderId,
    version: 1,
    data: { orderId: order.orderId, eventId: event.eventId, expiresAt: overdue },
  }),
  state: async (kit) => [await rows(kit, 'orders'), await rows(kit, 'inventories')],
  publishes: ['InventoryUpdated', 'OrderExpired'],
}));

const checkIn = {
  scanId: newId(),
  version: 1,
  ticketId: newId(),
  orderId: newId(),
  eventId: event.eventId,
  ticketTypeId: type.ticketTypeId,
  direction: 'in' as const,
  gate: 'A',
  scannedAt: overdue,
  undone: false,
};
reactionContract('Keeping a check-in', () => ({
  handlers,
  message: toMessage({
    type: 'CheckInRecorded',
    aggregateId: checkIn.scanId,
    version: 2,
    data: { ...checkIn, version: 2, undone: true },
  }),
  older: toMessage({ type: 'CheckInRecorded', aggregateId: checkIn.scanId, version: 1, data: checkIn }),
  state: (kit) => rows(kit, 'check_ins'),
}));

const promo = {
  promoCodeId: newId(),
  version: 2,
  eventId: event.eventId,
  promoterId: newId(),
  code: 'EARLY',
  percentOff: 10,
  amountOffCents: null,
  maxUses: null,
  validFrom: null,
  validUntil: null,
  ticketTypeIds: [],
  unlocksHidden: false,
  active: true,
};
reactionContract('Keeping a promo code', () => ({
  handlers,
  message: toMessage({ type: 'PromoCodeUpdated', aggregateId: promo.promoCodeId, version: 2, data: promo }),
  older: toMessage({
    type: 'PromoCodeUpdated',
    aggregateId: promo.promoCodeId,
    version: 1,
    data: { ...promo, version: 1, active: false },
  }),
  state: (kit) => rows(kit, 'promo_codes'),
}));
