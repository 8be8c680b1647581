// Scenarios with numbers of their own, each on a fresh stack.
import { exactLimits } from './exact-limits.ts';
import { flushAll } from './flush-all.ts';
import { stampede } from './stampede.ts';
import { tenThousandHolds } from './ten-thousand-holds.ts';
import { waitingList } from './waiting-list.ts';

export interface Measurement {
  name: string;
  measure(snapshot: string): Promise<{ ok: boolean; text: string }>;
}

export const measurements: Measurement[] = [
  { name: 'stampede', measure: stampede },
  { name: 'ten-thousand-holds', measure: tenThousandHolds },
  { name: 'flush-all', measure: flushAll },
  { name: 'exact-limits', measure: exactLimits },
  { name: 'waiting-list', measure: waitingList },
];
