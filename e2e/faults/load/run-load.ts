// All buyers of a run, each on its own, until the last one has gone home.
import { setTimeout as pause } from 'node:timers/promises';
import { buy } from './buyer.ts';
import type { Ledger } from './ledger.ts';
import { drawPlans } from './plan.ts';
import type { Random } from './random.ts';
import type { Shop } from './shop.ts';

export interface LoadOptions {
  shop: Shop;
  ledger: Ledger;
  random: Random;
  buyers: number;
  arriveWithinMs: number;
}

/** What a usual run sells: 150 places and a few extras for 200 buyers who want about 260. */
export const usualWish = {
  holdMinutes: 0.15,
  maxTicketsPerCustomer: 4,
  types: [
    { name: 'Standing', priceCents: 2_500, capacity: 130 },
    { name: 'Box for two', priceCents: 12_000, capacity: 10, admits: 2 },
    { name: 'Guest list', priceCents: 0, capacity: 10 },
  ],
  promoCode: { percentOff: 10, maxUses: 25 },
  gates: ['North', 'South'],
};

export async function runLoad({ shop, ledger, random, buyers, arriveWithinMs }: LoadOptions): Promise<void> {
  const { mint } = shop.stack;
  const plans = drawPlans({ random, mint, types: shop.types, buyers, arriveWithinMs });
  await Promise.all(
    plans.map(async (plan) => {
      await pause(plan.startsAfterMs);
      await buy({ shop, plan, ledger });
    }),
  );
}
