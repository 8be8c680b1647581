// Everything that moves the stock of one event, as one pure function: (ledger, command) -> next ledger and an answer.
// A batch of commands folds over the ledger in memory; what differs from the start is then committed in one step.
import { AppError } from '@turnout/common/errors';
import type { ChargeState, OrderState, TicketState } from '@turnout/common/messages';
import {
  countPromoUse,
  emptyInventory,
  hold,
  release,
  sell,
  sellFromFree,
  setCapacity,
  takeBack,
} from './inventory.ts';
import type { Inventory } from './inventory.ts';
import * as orders from './order.ts';
import type { Order } from './order.ts';
import { attendeesFor, placeOrder } from './place-order.ts';
import type { Catalog, OrderRequest } from './place-order.ts';
import { requestRefund } from './refund.ts';
import { isWaitingOrOffered, joined, left, settled as settledEntry, wouldHold } from './waiting-list.ts';
import type { WaitingEntry, WaitingRequest } from './waiting-list.ts';
import type { RefundRequest } from './refund.ts';

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

/** Decides one command. Throws AppError for a refusal; the ledger is then as it was. */
export function decide(ledger: Ledger, command: Command, around: Surroundings): Step {
  switch (command.kind) {
    case 'place':
      return place(ledger, command.request, around);
    case 'cancel':
      return cancel(ledger, orderOf(ledger, command.orderId), 'cancelled-by-buyer');
    case 'expire':
      return expire(ledger, orderOf(ledger, command.orderId), around.now);
    case 'name-attendees': {
      const order = orderOf(ledger, command.orderId);
      const attendees = attendeesFor(order.items, command.attendees);
      return put(ledger, orders.change(order, { attendees }));
    }
    case 'refund':
      return refund(ledger, orderOf(ledger, command.orderId), command.request);
    case 'complete':
      return complete(ledger, orderOf(ledger, command.orderId));
    case 'apply-charge':
      return applyCharge(ledger, command.charge);
    case 'sync-capacities':
      return { ledger: { ...ledger, inventory: syncCapacities(ledger) } };
    case 'close-sales':
      return {
        ledger: ledger.inventory.closed
          ? ledger
          : { ...ledger, inventory: { ...ledger.inventory, closed: true } },
      };
    case 'join-waiting-list':
      return joinWaitingList(ledger, command.request, around);
    case 'leave-waiting-list':
      return leaveWaitingList(ledger, command.entryId);
    case 'end-for-cancelled-event':
      return endForCancelledEvent(ledger, orderOf(ledger, command.orderId));
  }
}

function place(ledger: Ledger, request: OrderRequest, { now, newId }: Surroundings): Step {
  const own = [...ledger.orders.values()].filter((order) => order.userId === request.userId);
  const repeated =
    request.requestKey !== null && own.find((order) => order.requestKey === request.requestKey);
  if (repeated) return { ledger, order: repeated };
  let cleared = ledger;
  for (const open of own.filter(orders.isOpen)) {
    if (orders.isOver(open, now)) cleared = expire(cleared, open, now).ledger;
    else if (request.replaceOpenOrder) cleared = cancel(cleared, open, 'replaced').ledger;
    else {
      throw new AppError(
        'conflict',
        'open-order-exists',
        'You have an open order for this event. Pay it, or replace it.',
        { facts: { orderId: open.orderId } },
      );
    }
  }
  const ownOrders = own.map((order) => cleared.orders.get(order.orderId) ?? order);
  const order = placeOrder(request, {
    catalog: cleared.catalog,
    inventory: cleared.inventory,
    ownOrders,
    now,
    newId,
  });
  const held = countPromoUse(must(hold(cleared.inventory, orders.quantitiesOf(order))), order.promoCodeId, 1);
  return put({ ...cleared, inventory: held }, order);
}

function cancel(ledger: Ledger, order: Order, cancelReason: string): Step {
  return end(ledger, orders.moveTo(order, 'cancelled', { cancelReason }));
}

function expire(ledger: Ledger, order: Order, now: Date): Step {
  if (!orders.isOpen(order) || !orders.isOver(order, now)) return { ledger, order };
  return end(ledger, orders.moveTo(order, 'expired'));
}

/** Puts an order that ended unpaid, and gives back what it held. */
function end(ledger: Ledger, ended: Order): Step {
  const freed = must(release(ledger.inventory, orders.quantitiesOf(ended)));
  const step = put({ ...ledger, inventory: countPromoUse(freed, ended.promoCodeId, -1) }, ended);
  return { ...step, ledger: settleOffer(step.ledger, ended.orderId, 'lapsed') };
}

function refund(ledger: Ledger, order: Order, request: RefundRequest): Step {
  if (order.refunds.some((known) => known.refundId === request.refundId)) return { ledger, order };
  const { order: changed, freed } = requestRefund(order, ledger.tickets, request);
  return put({ ...ledger, inventory: must(takeBack(ledger.inventory, freed)) }, changed);
}

/** All tickets are issued. An order of an event that was cancelled meanwhile is given back in the same step. */
function complete(ledger: Ledger, order: Order): Step {
  const issued = ledger.tickets.filter((ticket) => ticket.orderId === order.orderId).length;
  if (order.status !== 'paid' || issued < orders.ticketCountOf(order)) return { ledger, order };
  const step = put(ledger, orders.moveTo(order, 'completed'));
  return ledger.inventory.closed && step.order ? endForCancelledEvent(step.ledger, step.order) : step;
}

/** Brings the inventory in line with the newest ticket types known, so that messages in any order end in the same stock. */
function syncCapacities({ inventory, catalog }: Ledger): Inventory {
  return catalog.ticketTypes.reduce(
    (stock, type) => setCapacity(stock, type.ticketTypeId, type.capacity),
    inventory,
  );
}

function endForCancelledEvent(ledger: Ledger, order: Order): Step {
  if (orders.isOpen(order)) return cancel(ledger, order, 'event-cancelled');
  const left = orders.ticketCountOf(order) - orders.refundedTicketIds(order).length;
  if (order.status !== 'completed' || left === 0) return { ledger, order };
  return refund(ledger, order, {
    refundId: `event-cancelled-${order.orderId}`,
    ticketIds: undefined,
    reason: 'event-cancelled',
  });
}

function applyCharge(ledger: Ledger, charge: ChargeState): Step {
  const order = orderOf(ledger, charge.orderId);
  const settled = orders.settleRefunds(order, charge);
  const step = settled ? put(ledger, settled) : { ledger, order };
  if (charge.status === 'created') return putIfAny(step, orders.startPayment(step.order ?? order, charge));
  if (charge.status === 'completed' || charge.status === 'refunded')
    return pay(step.ledger, step.order ?? order, charge);
  const failed = orders.failAttempt(step.order ?? order, charge);
  return failed?.status === 'cancelled' ? end(step.ledger, failed) : putIfAny(step, failed);
}

/** Money arrived: it pays this order, or all of it goes back. Exactly one of the two, however often this is heard. */
function pay(ledger: Ledger, order: Order, charge: ChargeState): Step {
  if (order.chargeId === charge.chargeId) return { ledger, order };
  const known = order.refunds.some((refund) => refund.chargeId === charge.chargeId);
  if (known) return { ledger, order };
  const { chargeId } = charge;
  if (order.chargeId !== null)
    return putIfAny({ ledger, order }, orders.giveBack(order, charge, 'paid-twice'));
  if (!orders.isExactly(charge, order)) return wrongAmount(ledger, order, charge);
  const wanted = orders.quantitiesOf(order);
  if (orders.isOpen(order)) {
    const sold = { ...ledger, inventory: must(sell(ledger.inventory, wanted)) };
    return put(settleOffer(sold, order.orderId, 'accepted'), orders.moveTo(order, 'paid', { chargeId }));
  }
  const retaken = ledger.inventory.closed ? undefined : sellFromFree(ledger.inventory, wanted);
  if (!retaken) return putIfAny({ ledger, order }, orders.giveBack(order, charge, 'paid-too-late'));
  const inventory = countPromoUse(retaken, order.promoCodeId, 1);
  return put({ ...ledger, inventory }, orders.moveTo(order, 'paid', { chargeId, cancelReason: null }));
}

/** The provider took another amount than the order's: the money goes back, and an order still open ends with it. */
function wrongAmount(ledger: Ledger, order: Order, charge: ChargeState): Step {
  const step = orders.isOpen(order) ? cancel(ledger, order, 'wrong-amount') : { ledger, order };
  return putIfAny(step, orders.giveBack(step.order ?? order, charge, 'wrong-amount'));
}

function put(ledger: Ledger, order: Order): Step {
  return { ledger: { ...ledger, orders: new Map(ledger.orders).set(order.orderId, order) }, order };
}

function putIfAny(step: Step, order: Order | undefined): Step {
  return order ? put(step.ledger, order) : step;
}

function orderOf(ledger: Ledger, orderId: string): Order {
  const order = ledger.orders.get(orderId);
  if (!order) throw new AppError('not-found', 'order-not-found', 'There is no such order.');
  return order;
}

/** Stock that an order holds is there to move; if not, the books are wrong and nothing may be committed. */
function must(inventory: Inventory | undefined): Inventory {
  if (!inventory) throw new Error('the inventory does not cover what its orders hold');
  return inventory;
}

function joinWaitingList(ledger: Ledger, request: WaitingRequest, { now, newId }: Surroundings): Step {
  const entry = joined(request, { ...ledger, now, newId });
  return { ledger: putEntry(ledger, entry), entry };
}

function leaveWaitingList(ledger: Ledger, entryId: string): Step {
  const entry = ledger.waiting.find((candidate) => candidate.entryId === entryId);
  if (!entry || !isWaitingOrOffered(entry)) return { ledger, entry };
  const gone = left(entry);
  const step = putEntry(ledger, gone);
  const offered = entry.orderId === null ? undefined : step.orders.get(entry.orderId);
  const freed = offered && orders.isOpen(offered) ? cancel(step, offered, 'offer-declined').ledger : step;
  return { ledger: freed, entry: gone };
}

function settleOffer(ledger: Ledger, orderId: string, status: 'accepted' | 'lapsed'): Ledger {
  const entry = ledger.waiting.find(
    (candidate) => candidate.orderId === orderId && candidate.status === 'offered',
  );
  return entry ? putEntry(ledger, settledEntry(entry, status)) : ledger;
}

function putEntry(ledger: Ledger, entry: WaitingEntry): Ledger {
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

/**
 * Offers free stock to those who wait, oldest first, whole groups or nobody: a draft order of theirs holds it until it runs out.
 * Part of every commit that could have freed stock, so nobody else can take it in between.
 */
export function offerToWaiting(ledger: Ledger, around: Surroundings): Ledger {
  let next = ledger;
  for (const entry of ledger.waiting) {
    const order = entry.status === 'waiting' ? wouldHold(entry, { ...next, ...around }) : undefined;
    if (!order) continue;
    const inventory = must(hold(next.inventory, orders.quantitiesOf(order)));
    const offered = {
      ...entry,
      version: entry.version + 1,
      status: 'offered' as const,
      orderId: order.orderId,
    };
    next = putEntry(put({ ...next, inventory }, order).ledger, {
      ...offered,
      offerExpiresAt: order.expiresAt,
    });
  }
  return next;
}
