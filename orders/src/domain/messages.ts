// What the outside hears of a committed change.
import type { InventoryState, MessageType, NewMessage, OrderState } from '@turnout/common/messages';
import type { Inventory } from './inventory.ts';
import type { Order } from './order.ts';
import type { WaitingEntry } from './waiting-list.ts';

type OrderMessageType = Extract<MessageType, `Order${string}`>;

/** The full public state of an order, under the name of what happened to it since `before`. */
export function toOrderMessage(before: Order | undefined, order: Order): NewMessage {
  return {
    type: messageTypeOf(before, order),
    aggregateId: order.orderId,
    version: order.version,
    data: publicOrder(order),
  };
}

function messageTypeOf(before: Order | undefined, order: Order): OrderMessageType {
  if (!before) return 'OrderCreated';
  if (
    order.refunds.length > before.refunds.length ||
    (order.status === 'refunded' && before.status !== 'refunded')
  )
    return 'OrderRefunded';
  return before.status === order.status ? 'OrderUpdated' : stateMessage(order);
}

/** The name of the state an order came into. */
function stateMessage(order: Order): OrderMessageType {
  const names = {
    draft: 'OrderUpdated',
    pending_payment: 'OrderUpdated',
    paid: 'OrderPaid',
    completed: 'OrderCompleted',
  } as const;
  const ends = { cancelled: 'OrderCancelled', expired: 'OrderExpired', refunded: 'OrderRefunded' } as const;
  return { ...names, ...ends }[order.status];
}

export function publicOrder(order: Order): OrderState {
  const { promoCodeId, discountedTypeIds, failedChargeIds, requestKey, ...state } = order;
  return state;
}

export function toWaitingListMessage({ joinedAt, ...data }: WaitingEntry): NewMessage {
  return { type: 'WaitingListUpdated', aggregateId: data.entryId, version: data.version, data };
}

export function toInventoryMessage(inventory: Inventory): NewMessage {
  return {
    type: 'InventoryUpdated',
    aggregateId: inventory.eventId,
    version: inventory.version,
    data: publicInventory(inventory),
  };
}

export function publicInventory(inventory: Pick<Inventory, 'eventId' | 'version' | 'types'>): InventoryState {
  const types = inventory.types.map(({ ticketTypeId, capacity, available, held, sold }) => ({
    ticketTypeId,
    capacity,
    available,
    held,
    sold,
  }));
  return { eventId: inventory.eventId, version: inventory.version, types };
}
