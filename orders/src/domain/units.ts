// What each unit of an order cost after discounts, and which tickets it stands for; refunds are sums of units.
import type { OrderState } from '@turnout/common/messages';
import { percentOf } from '@turnout/common/money';
import type { Order } from './order.ts';

/** One of an item's `quantity`: the tickets with ordinals `firstOrdinal … firstOrdinal + admits - 1`. */
export interface Unit {
  ticketTypeId: string;
  firstOrdinal: number;
  admits: number;
  paidCents: number;
}

type Priced = Pick<OrderState, 'items' | 'discountCents'> & Pick<Order, 'discountedTypeIds'>;

/** The units in ticket order. The discount is spread over discounted units by price; the sum is exactly the order's total. */
export function unitsOf(order: Priced): Unit[] {
  const eligible = (ticketTypeId: string) => order.discountedTypeIds.includes(ticketTypeId);
  const eligibleCents = order.items.reduce(
    (sum, item) => sum + (eligible(item.ticketTypeId) ? item.quantity * item.unitPriceCents : 0),
    0,
  );
  const units: Unit[] = [];
  let ordinal = 0;
  let seenCents = 0;
  for (const item of order.items) {
    for (let index = 0; index < item.quantity; index += 1) {
      let discount = 0;
      if (eligible(item.ticketTypeId) && eligibleCents > 0) {
        const upTo = (cents: number) => Math.round((order.discountCents * cents) / eligibleCents);
        discount = upTo(seenCents + item.unitPriceCents) - upTo(seenCents);
        seenCents += item.unitPriceCents;
      }
      units.push({
        ticketTypeId: item.ticketTypeId,
        firstOrdinal: ordinal,
        admits: item.admits,
        paidCents: item.unitPriceCents - discount,
      });
      ordinal += item.admits;
    }
  }
  return units;
}

export interface Discount {
  percentOff: number | null;
  amountOffCents: number | null;
}

/** What a promo code takes off an order: a share of each eligible unit, or an amount, never more than they cost. */
export function discountFor(
  items: OrderState['items'],
  eligibleTypeIds: readonly string[],
  discount: Discount,
): number {
  let eligibleCents = 0;
  let shareCents = 0;
  for (const item of items) {
    if (!eligibleTypeIds.includes(item.ticketTypeId)) continue;
    eligibleCents += item.quantity * item.unitPriceCents;
    shareCents += item.quantity * percentOf(item.unitPriceCents, discount.percentOff ?? 0);
  }
  return Math.min(eligibleCents, shareCents + (discount.amountOffCents ?? 0));
}
