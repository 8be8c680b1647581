// How an order that was never paid ends: its stock, its promo code and its place in the waiting list are free again.
import { countPromoUse, release } from './inventory.ts';
import { must, put, putEntry } from './ledger-state.ts';
import type { Ledger, Step } from './ledger-state.ts';
import * as orders from './order.ts';
import type { Order } from './order.ts';
import { settled } from './waiting-list.ts';

export function cancel(ledger: Ledger, order: Order, cancelReason: string): Step {
  return end(ledger, orders.moveTo(order, 'cancelled', { cancelReason }));
}

export function expire(ledger: Ledger, order: Order, now: Date): Step {
  if (!orders.isOpen(order) || !orders.isOver(order, now)) return { ledger, order };
  return end(ledger, orders.moveTo(order, 'expired'));
}

/** Puts an order that ended unpaid, and gives back what it held. */
export function end(ledger: Ledger, ended: Order): Step {
  const freed = must(release(ledger.inventory, orders.quantitiesOf(ended)));
  const step = put({ ...ledger, inventory: countPromoUse(freed, ended.promoCodeId, -1) }, ended);
  return { ...step, ledger: settleOffer(step.ledger, ended.orderId, 'lapsed') };
}

export function settleOffer(ledger: Ledger, orderId: string, status: 'accepted' | 'lapsed'): Ledger {
  const entry = ledger.waiting.find(
    (candidate) => candidate.orderId === orderId && candidate.status === 'offered',
  );
  return entry ? putEntry(ledger, settled(entry, status)) : ledger;
}
