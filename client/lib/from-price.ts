import { isBuyable, saleState } from './sales.ts';
import type { TicketType } from './types.ts';

/** What is known about an event's prices: the cheapest one on sale, or that nothing is left. */
export interface FromPrice {
  cents: number;
  currency: string;
  several: boolean;
  soldOut: boolean;
}

/** The cheapest ticket that can be bought now; null when nothing is known or sales have not begun. */
export function fromPrice(types: TicketType[], now: number): FromPrice | null {
  const visible = types.filter((type) => !type.hidden);
  const buyable = visible.filter((type) => isBuyable(saleState(type, now)));
  const cheapest = (buyable.length > 0 ? buyable : visible).toSorted(
    (a, b) => a.priceCents - b.priceCents,
  )[0];
  if (!cheapest) return null;
  const soldOut = visible.every((type) => saleState(type, now) === 'sold-out');
  const several = visible.some((type) => type.priceCents !== cheapest.priceCents);
  return { cents: cheapest.priceCents, currency: cheapest.currency, several, soldOut };
}
