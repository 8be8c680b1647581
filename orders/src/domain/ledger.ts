// Everything that moves the stock of one event, as one pure function: (ledger, command) -> next ledger and an answer.
// A batch of commands folds over the ledger in memory; what differs from the start is then committed in one step.
import { AppError } from '@turnout/common/errors';
import { countPromoUse, hold, setCapacity, takeBack } from './inventory.ts';
import type { Inventory } from './inventory.ts';
import { applyCharge } from './ledger-charges.ts';
import { cancel, expire } from './ledger-ends.ts';
import { must, orderOf, put } from './ledger-state.ts';
import type { Command, Ledger, Step, Surroundings } from './ledger-state.ts';
import { joinWaitingList, leaveWaitingList } from './ledger-waiting.ts';
import * as orders from './order.ts';
import type { Order } from './order.ts';
import { attendeesFor, placeOrder } from './place-order.ts';
import type { OrderRequest } from './place-order.ts';
import { requestRefund } from './refund.ts';
import type { RefundRequest } from './refund.ts';

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
      return applyCharge(ledger, command.charge, around.now);
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
