// One run of one cell: open the shop, let buyers and trouble loose, wait for quiet, judge.
import { judge } from './audit/auditor.ts';
import { watchOrders } from './audit/watch.ts';
import type { Cell, Stage } from './cells/cell.ts';
import { clearFaults, untilAfter } from './cells/cell.ts';
import { createAsking } from './load/ask.ts';
import type { Asking } from './load/ask.ts';
import { buy } from './load/buyer.ts';
import { createHistory } from './load/history.ts';
import type { History } from './load/history.ts';
import { createLedger } from './load/ledger.ts';
import type { Promised } from './load/ledger.ts';
import { createRandom } from './load/random.ts';
import { maxTicketsPerCustomer, runLoad, usualPace, wishFor } from './load/run-load.ts';
import type { Pace } from './load/run-load.ts';
import { openShop } from './load/shop.ts';
import type { Stack } from './stack/stack.ts';

/** What outlives a run, as the stack does. */
export interface Memory {
  acknowledged: Map<string, Promised>;
  expectedLetters: string[];
}

export interface RunResult {
  violations: string[];
  healMs: number | null;
  commits: number;
  counts: Asking['counts'];
  history: History;
}

export interface RunOptions {
  stack: Stack;
  cell: Cell;
  seed: number;
  memory: Memory;
  pace: Pace;
}

export async function runCell({ stack, cell, seed, memory, pace }: RunOptions): Promise<RunResult> {
  const history = createHistory();
  const asking = createAsking(history);
  const ledger = createLedger();
  const random = createRandom(seed);
  const watch = await watchOrders(stack.mongo.db('turnout-orders'));
  const since = new Date();
  try {
    const shop = await openShop(stack, asking, wishFor(pace));
    history.note({ what: 'start', cell: cell.name, seed, eventId: shop.eventId });
    const startedAt = Date.now();
    const stage: Stage = {
      stack,
      shop,
      since,
      random: random.fork(0),
      buy: (plan) => buy({ shop, plan, ledger }),
      // A shorter run has its faults sooner.
      at: (ms) => untilAfter(startedAt, (ms * pace.arriveWithinMs) / usualPace.arriveWithinMs),
      note: (text) => history.note({ what: 'fault', text }),
      expectLetter: (text) => void memory.expectedLetters.push(text),
    };
    const load = runLoad({ shop, ledger, random, pace });
    const [, troubled] = await Promise.allSettled([load, cell.during(stage)]);
    const quietSince = Date.now();
    if (troubled.status === 'rejected')
      ledger.violation(`the fault could not be made: ${String(troubled.reason)}`);
    await clearFaults(stack);
    history.note({ what: 'quiet' });
    for (const [orderId, promised] of ledger.acknowledged) memory.acknowledged.set(orderId, promised);
    const known = {
      acknowledged: memory.acknowledged,
      isPlantedLetter: (payload: string) => memory.expectedLetters.some((text) => payload.includes(text)),
      maxTicketsPerCustomer,
    };
    const verdict = await judge(stack, known, { quietSince, history });
    await watch.caughtUp();
    const { neverKnown } = asking.counts;
    const violations = [
      ...ledger.violations,
      ...watch.violations,
      ...verdict.violations,
      ...(neverKnown > 0 ? [`${neverKnown} requests were never answered`] : []),
      ...(ledger.acknowledged.size === 0 ? ['nobody could order anything'] : []),
    ];
    history.note({
      what: 'end',
      violations,
      healMs: verdict.healMs,
      counts: asking.counts,
      restarts: stack.log,
    });
    return { violations, healMs: verdict.healMs, commits: watch.commits(), counts: asking.counts, history };
  } finally {
    await watch.stop();
  }
}
