// The waiting list: who wants how many of a sold-out ticket type, in the order in which they asked.
import { AppError } from '@turnout/common/errors';
import type { WaitingListState } from '@turnout/common/messages';
import { availableOf } from './inventory.ts';
import type { Inventory } from './inventory.ts';
import { isOpen } from './order.ts';
import type { Order } from './order.ts';
import { onSaleEvent, placeOrder, pricedItem } from './place-order.ts';
import type { Catalog } from './place-order.ts';

export interface WaitingEntry extends WaitingListState {
  joinedAt: string;
}

export interface WaitingRequest {
  userId: string;
  userEmail: string;
  ticketTypeId: string;
  quantity: number;
}

interface Situation {
  catalog: Catalog;
  inventory: Inventory;
  waiting: readonly WaitingEntry[];
  now: Date;
  newId: () => string;
}

export const isWaitingOrOffered = (entry: WaitingEntry) =>
  entry.status === 'waiting' || entry.status === 'offered';

/** A new place at the end of the line. Throws 404, or 409 where waiting makes no sense. */
export function joined(request: WaitingRequest, situation: Situation): WaitingEntry {
  const event = onSaleEvent(situation);
  const { ticketTypeId, quantity } = request;
  const item = pricedItem({ item: { ticketTypeId, quantity }, index: 0, promo: undefined }, situation);
  const known = situation.waiting.find(
    (entry) =>
      entry.userId === request.userId && entry.ticketTypeId === ticketTypeId && isWaitingOrOffered(entry),
  );
  if (known) {
    throw new AppError('conflict', 'already-waiting', 'You are on the waiting list for these tickets.', {
      facts: { entryId: known.entryId, status: known.status },
    });
  }
  if (availableOf(situation.inventory, ticketTypeId) >= quantity) {
    throw new AppError('conflict', 'tickets-available', 'These tickets are available now: order them.', {
      facts: { ticketTypeId },
    });
  }
  return {
    entryId: situation.newId(),
    version: 1,
    eventId: event.eventId,
    eventName: event.name,
    ticketTypeId,
    ticketTypeName: item.name,
    userId: request.userId,
    userEmail: request.userEmail,
    quantity,
    status: 'waiting',
    orderId: null,
    offerExpiresAt: null,
    joinedAt: situation.now.toISOString(),
  };
}

export const left = (entry: WaitingEntry): WaitingEntry => ({
  ...entry,
  version: entry.version + 1,
  status: 'left',
});

export const settled = (entry: WaitingEntry, status: 'accepted' | 'lapsed'): WaitingEntry => ({
  ...entry,
  version: entry.version + 1,
  status,
});

interface OfferSituation extends Situation {
  orders: ReadonlyMap<string, Order>;
}

/**
 * The order that an offer to this entry would be; undefined when it cannot be made now: too little stock for the whole group,
 * another order of theirs is open, their limit is reached, sales are closed. They keep their place.
 */
export function wouldHold(entry: WaitingEntry, situation: OfferSituation): Order | undefined {
  if (availableOf(situation.inventory, entry.ticketTypeId) < entry.quantity) return undefined;
  const ownOrders = [...situation.orders.values()].filter((order) => order.userId === entry.userId);
  if (ownOrders.some(isOpen)) return undefined;
  const { userId, userEmail, eventId, ticketTypeId, quantity } = entry;
  const items = [{ ticketTypeId, quantity }];
  const request = {
    userId,
    userEmail,
    eventId,
    items,
    promoCode: null,
    attendees: [],
    replaceOpenOrder: false,
    requestKey: null,
  };
  try {
    return placeOrder(request, { ...situation, ownOrders });
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
