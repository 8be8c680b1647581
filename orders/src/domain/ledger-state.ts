// What a batch of commands is decided on, and the small steps that every decision is made of.
import { AppError } from '@turnout/common/errors';
import type { ChargeState, OrderState, TicketState } from '@turnout/common/messages';
import { emptyInventory } from './inventory.ts';
import type { Inventory } from './inventory.ts';
import type { Order } from './order.ts';
import type { Catalog, OrderRequest } from './place-order.ts';
import type { RefundRequest } from './refund.ts';
import { isWaitingOrOffered } from './waiting-list.ts';
import type { WaitingEntry, WaitingRequest } from './waiting-list.ts';

export type Command =
  | { kind: 'place'; request: OrderRequest }
  | { kind: 'cancel'; orderId: string }
  | { kind: 'expire'; orderId: string }
  | { kind: 'name-attendees'; orderId: string; attendees: OrderState['attendees'] }
  | { kind: 'refund'; orderId: string; request: RefundRequest }
  | { kind: 'complete'; orderId: string }
  | { kind: 'apply-charge'; charge: ChargeState }
  | { kind: 'sync-capacities' }
  | { kind: 'close-sales' }
  | { kind: 'end-for-cancelled-event'; orderId: string }
  | { kind: 'join-waiting-list'; request: WaitingRequest }
  | { kind: 'leave-waiting-list'; entryId: string };

export interface Ledger {
  inventory: Inventory;
  catalog: Catalog;
  /** Every order that a command of the batch is about, by id: the named ones and all of the customers who order. */
  orders: ReadonlyMap<string, Order>;
  tickets: readonly TicketState[];
  /** Who waits for tickets of the event, or holds an offer; oldest first. */
  waiting: readonly WaitingEntry[];
}

export interface Surroundings {
  now: Date;
  newId: () => string;
}

/** What a command leaves behind; `order` is the one it was about. */
export interface Step {
  ledger: Ledger;
  order?: Order | undefined;
  entry?: WaitingEntry | undefined;
}

export const emptyLedger = (eventId: string): Ledger => ({
  inventory: emptyInventory(eventId),
  catalog: { event: undefined, ticketTypes: [], promoCodes: [] },
  orders: new Map(),
  tickets: [],
  waiting: [],
});

export function put(ledger: Ledger, order: Order): Step {
  return { ledger: { ...ledger, orders: new Map(ledger.orders).set(order.orderId, order) }, order };
}

export function putIfAny(step: Step, order: Order | undefined): Step {
  return order ? put(step.ledger, order) : step;
}

export function putEntry(ledger: Ledger, entry: WaitingEntry): Ledger {
  const known = ledger.waiting.find((candidate) => candidate.entryId === entry.entryId);
  const waiting = known
    ? ledger.waiting.map((each) => (each === known ? entry : each))
    : [...ledger.waiting, entry];
  const change = Number(isWaitingOrOffered(entry)) - Number(known ? isWaitingOrOffered(known) : false);
  return {
    ...ledger,
    waiting,
    inventory: { ...ledger.inventory, waiting: ledger.inventory.waiting + change },
  };
}

export function orderOf(ledger: Ledger, orderId: string): Order {
  const order = ledger.orders.get(orderId);
  if (!order) throw new AppError('not-found', 'order-not-found', 'There is no such order.');
  return order;
}

/** Stock that an order holds is there to move; if not, the books are wrong and nothing may be committed. */
export function must(inventory: Inventory | undefined): Inventory {
  if (!inventory) throw new Error('the inventory does not cover what its orders hold');
  return inventory;
}
