import { isBuyable, saleState } from './sales.ts';
import type { TicketType } from './types.ts';

/** What is known about an event's prices: the cheapest one on sale, or that nothing is left. */
export interface FromPrice {
  cents: number;
  currency: string;
  several: boolean;
  soldOut: boolean;
}

/** The cheapest paid ticket that can be bought now (a free one where all are free); null when nothing is known or sales have not begun. */
export function fromPrice(types: TicketType[], now: number): FromPrice | null {
  const visible = types.filter((type) => !type.hidden);
  const buyable = visible.filter((type) => isBuyable(saleState(type, now)));
  const offered = buyable.length > 0 ? buyable : visible;
  // A free ticket beside paid ones is for children or carers: it would promise a free evening to everybody.
  const paid = offered.filter((type) => type.priceCents > 0);
  const [cheapest] = (paid.length > 0 ? paid : offered).toSorted((a, b) => a.priceCents - b.priceCents);
  if (!cheapest) return null;
  const soldOut = visible.every((type) => saleState(type, now) === 'sold-out');
  const several = visible.some((type) => type.priceCents !== cheapest.priceCents);
  return { cents: cheapest.priceCents, currency: cheapest.currency, several, soldOut };
}
