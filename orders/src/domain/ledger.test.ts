// Properties of the ledger: whatever is asked in whatever order, the books are right and every cent has one home.
import type { ChargeState, TicketState } from '@turnout/common/messages';
import { isAppError } from '@turnout/common/errors';
import { sampleCharge, sampleEvent, sampleTicket, sampleTicketType } from '@turnout/common/testing';
import fc from 'fast-check';
import { decide } from './ledger.ts';
import { emptyLedger } from './ledger-state.ts';
import type { Command, Ledger } from './ledger-state.ts';
import { offerToWaiting } from './ledger-waiting.ts';
import { isOpen, quantitiesOf, refundedTicketIds, ticketCountOf } from './order.ts';
import type { Order } from './order.ts';

const start = Date.parse('2026-05-01T12:00:00Z');
const event = sampleEvent({
  eventId: 'event',
  holdMinutes: 10,
  startsAt: '2026-06-01T12:00:00Z',
  endsAt: '2026-06-01T18:00:00Z',
});
const types = [
  sampleTicketType({ ticketTypeId: 'single', eventId: 'event', capacity: 6, priceCents: 1_000 }),
  sampleTicketType({ ticketTypeId: 'table', eventId: 'event', capacity: 2, priceCents: 5_000, admits: 4 }),
];

interface World {
  ledger: Ledger;
  now: number;
  ids: number;
}

function open(): World {
  const catalog = { event, ticketTypes: types, promoCodes: [] };
  const world = { ledger: { ...emptyLedger('event'), catalog }, now: start, ids: 0 };
  apply(world, { kind: 'sync-capacities' });
  return world;
}

function apply(world: World, command: Command): void {
  const around = { now: new Date(world.now), newId: () => `id-${(world.ids += 1)}` };
  try {
    world.ledger = offerToWaiting(decide(world.ledger, command, around).ledger, around);
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}

/** Tickets as the tickets service would issue them for whatever is paid by now. */
function issue(world: World): void {
  const tickets: TicketState[] = [];
  for (const order of world.ledger.orders.values()) {
    if (order.chargeId === null) continue;
    for (let ordinal = 0; ordinal < ticketCountOf(order); ordinal += 1) {
      tickets.push(
        sampleTicket({ ticketId: `${order.orderId}-${ordinal}`, orderId: order.orderId, ordinal }),
      );
    }
  }
  world.ledger = { ...world.ledger, tickets };
}

function checkBooks({ ledger }: World): void {
  for (const stock of ledger.inventory.types) {
    const orders = [...ledger.orders.values()];
    const unitsIn = (order: Order) =>
      quantitiesOf(order).find((entry) => entry.ticketTypeId === stock.ticketTypeId)?.quantity ?? 0;
    const admits = types.find((type) => type.ticketTypeId === stock.ticketTypeId)?.admits ?? 1;
    const held = orders.filter(isOpen).reduce((sum, order) => sum + unitsIn(order), 0);
    const paid = orders.filter((order) => order.chargeId !== null);
    const sold = paid.reduce((sum, order) => {
      const back = refundedTicketIds(order).length / (order.items[0]?.admits ?? 1);
      return sum + unitsIn(order) - (unitsIn(order) > 0 ? back : 0);
    }, 0);
    expect({ ...stock, admits }).toMatchObject({
      held,
      sold,
      available: stock.capacity - held - sold,
      admits,
    });
    expect(Math.min(stock.available, stock.held, stock.sold)).toBeGreaterThanOrEqual(0);
  }
}

const user = fc.constantFrom('ann', 'bob', 'cat', 'dan', 'eve');
const pick = fc.nat({ max: 40 });
const action = fc.oneof(
  fc.record({
    kind: fc.constant('place' as const),
    user,
    type: fc.constantFrom('single', 'table'),
    quantity: fc.integer({ min: 1, max: 4 }),
    replace: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('wait' as const),
    user,
    type: fc.constantFrom('single', 'table'),
    quantity: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constantFrom(
      'cancel' as const,
      'expire' as const,
      'complete' as const,
      'refund' as const,
      'end' as const,
    ),
    pick,
  }),
  fc.record({
    kind: fc.constant('charge' as const),
    pick,
    status: fc.constantFrom('created' as const, 'completed' as const, 'failed' as const),
    again: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ kind: fc.constant('capacity' as const), capacity: fc.integer({ min: 0, max: 9 }) }),
);

type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

function toCommand(world: World, done: Action): Command | undefined {
  const orders = [...world.ledger.orders.values()];
  const order = 'pick' in done ? orders[done.pick % Math.max(1, orders.length)] : undefined;
  switch (done.kind) {
    case 'place':
      return {
        kind: 'place',
        request: {
          userId: done.user,
          userEmail: `${done.user}@example.test`,
          eventId: 'event',
          items: [{ ticketTypeId: done.type, quantity: done.quantity }],
          promoCode: null,
          attendees: [],
          replaceOpenOrder: done.replace,
          requestKey: null,
        },
      };
    case 'wait':
      return {
        kind: 'join-waiting-list',
        request: { userId: done.user, userEmail: 'x', ticketTypeId: done.type, quantity: done.quantity },
      };
    case 'pass':
      world.now += done.minutes * 60_000;
      return undefined;
    case 'capacity': {
      const [single, ...rest] = world.ledger.catalog.ticketTypes;
      if (single)
        world.ledger = {
          ...world.ledger,
          catalog: {
            ...world.ledger.catalog,
            ticketTypes: [{ ...single, capacity: done.capacity }, ...rest],
          },
        };
      return { kind: 'sync-capacities' };
    }
    case 'charge':
      return order && { kind: 'apply-charge', charge: chargeFor(order, done) };
    case 'refund':
      return (
        order && {
          kind: 'refund',
          orderId: order.orderId,
          request: { refundId: `r-${(world.ids += 1)}`, ticketIds: undefined, reason: 'x' },
        }
      );
    case 'end':
      return order && { kind: 'end-for-cancelled-event', orderId: order.orderId };
    default:
      return order && { kind: done.kind, orderId: order.orderId };
  }
}

const chargeFor = (
  order: Order,
  { status, again }: { status: 'created' | 'completed' | 'failed'; again: boolean },
): ChargeState =>
  sampleCharge({
    chargeId: `charge-${order.orderId}${again ? '-again' : ''}`,
    orderId: order.orderId,
    amountCents: order.totalCents,
    status,
    failure: status === 'failed' ? { code: 'card_declined', message: 'x', counts: true } : null,
  });

test('Whatever is asked in whatever order, capacity = available + held + sold, and both sides agree with the orders', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const world = open();
      for (const done of actions) {
        issue(world);
        const command = toCommand(world, done);
        if (command) apply(world, command);
        checkBooks(world);
      }
    }),
    { numRuns: 300 },
  );
});

test('Whatever the order and however often charges are told, each captured charge pays its order or goes back, never both', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const world = open();
      const captured = new Map<string, ChargeState>();
      for (const done of actions) {
        issue(world);
        const command = toCommand(world, done);
        if (!command) continue;
        apply(world, command);
        if (command.kind === 'apply-charge' && command.charge.status === 'completed')
          captured.set(command.charge.chargeId, command.charge);
      }
      for (const charge of captured.values()) {
        const order = world.ledger.orders.get(charge.orderId);
        const pays = order?.chargeId === charge.chargeId;
        const back =
          order?.refunds.filter(
            (refund) => refund.chargeId === charge.chargeId && refund.ticketIds.length === 0,
          ) ?? [];
        expect({ pays, timesGivenBack: back.length }).toEqual({ pays, timesGivenBack: pays ? 0 : 1 });
      }
    }),
    { numRuns: 300 },
  );
});

test('When the messages of a charge come in any permutation and doubled, then an order on time ends paid all the same', () => {
  const story = fc.shuffledSubarray([0, 1, 2, 0, 1, 2, 3], { minLength: 7 });
  fc.assert(
    fc.property(story, (order) => {
      const world = open();
      apply(world, {
        kind: 'place',
        request: {
          userId: 'ann',
          userEmail: 'x',
          eventId: 'event',
          items: [{ ticketTypeId: 'single', quantity: 2 }],
          promoCode: null,
          attendees: [],
          replaceOpenOrder: false,
          requestKey: null,
        },
      });
      const placed = [...world.ledger.orders.values()][0];
      if (!placed) throw new Error('not placed');
      const told = [
        chargeFor(placed, { status: 'created', again: false }),
        chargeFor(placed, { status: 'failed', again: false }),
        chargeFor(placed, { status: 'created', again: true }),
        chargeFor(placed, { status: 'completed', again: true }),
      ];
      for (const index of order)
        apply(world, { kind: 'apply-charge', charge: told[index] ?? sampleCharge() });
      const ended = world.ledger.orders.get(placed.orderId);
      expect(ended).toMatchObject({
        status: 'paid',
        chargeId: `charge-${placed.orderId}-again`,
        refunds: [],
      });
      checkBooks(world);
    }),
  );
});
