// All buyers of a run, each on its own, until the last one has gone home.
import { setTimeout as pause } from 'node:timers/promises';
import { buy } from './buyer.ts';
import type { Ledger } from './ledger.ts';
import { drawPlans } from './plan.ts';
import type { Random } from './random.ts';
import type { Shop, ShopWish } from './shop.ts';

/** How much happens in a run, and how fast. */
export interface Pace {
  buyers: number;
  arriveWithinMs: number;
  holdMinutes: number;
}

export const usualPace: Pace = { buyers: 200, arriveWithinMs: 12_000, holdMinutes: 0.13 };
/** For `npm test`. */
export const shortPace: Pace = { buyers: 80, arriveWithinMs: 8_000, holdMinutes: 0.12 };

export const maxTicketsPerCustomer = 4;

/** Half as much as the buyers want; with those who give up, pay late or are refunded it is 50 of 200 who get nothing. */
export function wishFor({ buyers, holdMinutes }: Pace): ShopWish {
  const share = (capacity: number) => Math.ceil((capacity * buyers) / 200);
  return {
    holdMinutes,
    maxTicketsPerCustomer,
    types: [
      { name: 'Standing', priceCents: 2_500, capacity: share(90) },
      { name: 'Box for two', priceCents: 12_000, capacity: share(6), admits: 2 },
      { name: 'Guest list', priceCents: 0, capacity: share(6) },
    ],
    promoCode: { percentOff: 10, maxUses: share(25) },
    gates: ['North', 'South'],
  };
}

export interface LoadOptions {
  shop: Shop;
  ledger: Ledger;
  random: Random;
  pace: Pace;
}

export async function runLoad({ shop, ledger, random, pace }: LoadOptions): Promise<void> {
  const { mint } = shop.stack;
  const { buyers, arriveWithinMs } = pace;
  const plans = drawPlans({
    random,
    mint,
    types: shop.types,
    buyers,
    arriveWithinMs,
    salt: shop.eventId.slice(-8),
  });
  await Promise.all(
    plans.map(async (plan) => {
      await pause(plan.startsAfterMs);
      await buy({ shop, plan, ledger });
    }),
  );
}
