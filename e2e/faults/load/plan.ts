// Who buys what, when and how it goes on: all drawn from the seed before the run starts.
import type { MintPerson, Person } from '../stack/tokens.ts';
import type { Random } from './random.ts';
import type { TicketTypeOnSale } from './shop.ts';

export interface Plan {
  buyer: Person;
  startsAfterMs: number;
  items: { ticketTypeId: string; quantity: number; unitPriceCents: number }[];
  usesPromoCode: boolean;
  /** Requests sent at once with the same Idempotency-Key. */
  clicks: number;
  /** Attempts while it is sold out. */
  patience: number;
  end: 'abandon' | 'cancel' | 'pay' | 'pay-late' | 'decline-first';
  /** Late payers confirm this long after their order's end; some an instant before. */
  lateByMs: number;
  thinkMs: number;
  after: 'nothing' | 'scan' | 'refund';
  refundsAll: boolean;
}

export interface PlanOptions {
  random: Random;
  mint: MintPerson;
  types: readonly TicketTypeOnSale[];
  buyers: number;
  arriveWithinMs: number;
  /** Eight digits that make the buyers of this run other people than those of the last one. */
  salt: string;
}

export function drawPlans({ random, mint, types, buyers, arriveWithinMs, salt }: PlanOptions): Plan[] {
  return Array.from({ length: buyers }, (_, index) => {
    const luck = random.fork(index + 1);
    const id = Array.from({ length: 15 }, () => Math.floor(luck.next() * 16).toString(16)).join('');
    const end = endOf(luck.next());
    const afterLuck = luck.next();
    return {
      buyer: mint(`b${salt}${id}`, 'customer'),
      startsAfterMs: luck.between(0, arriveWithinMs),
      items: itemsOf(luck, types),
      usesPromoCode: luck.chance(0.2),
      clicks: luck.chance(0.1) ? 2 : 1,
      patience: 3,
      end,
      lateByMs: luck.chance(0.6) ? luck.between(-150, 250) : luck.between(250, 3_000),
      thinkMs: luck.between(50, 1_500),
      after: afterLuck < 0.4 ? 'scan' : afterLuck < 0.7 ? 'refund' : 'nothing',
      refundsAll: luck.chance(0.35),
    };
  });
}

/** 20 % abandon, 5 % cancel, 5 % pay late, 8 % are declined first. */
function endOf(luck: number): Plan['end'] {
  if (luck < 0.2) return 'abandon';
  if (luck < 0.25) return 'cancel';
  if (luck < 0.3) return 'pay-late';
  return luck < 0.38 ? 'decline-first' : 'pay';
}

/** Mostly the first type, one or two of it; now and then another type, or both in one order. */
function itemsOf(luck: Random, [main, second, ...more]: readonly TicketTypeOnSale[]): Plan['items'] {
  if (!main) return [];
  const item = ({ ticketTypeId, priceCents }: TicketTypeOnSale, quantity: number) => ({
    ticketTypeId,
    quantity,
    unitPriceCents: priceCents,
  });
  const other = second && luck.chance(0.16) ? luck.pick([second, ...more]) : undefined;
  if (other && luck.chance(0.7)) return [item(other, 1)];
  return [item(main, luck.chance(0.4) ? 2 : 1), ...(other ? [item(other, 1)] : [])];
}
