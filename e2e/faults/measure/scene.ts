// What the measured scenarios share: a stack of their own, the watch over its orders, and an orderly end.
import { watchOrders } from '../audit/watch.ts';
import type { Watch } from '../audit/watch.ts';
import { createAsking } from '../load/ask.ts';
import type { Asking } from '../load/ask.ts';
import { createHistory } from '../load/history.ts';
import { startStack } from '../stack/stack.ts';
import type { Stack, StackOptions } from '../stack/stack.ts';

export interface Scene {
  stack: Stack;
  watch: Watch;
  asking: Asking;
}

export async function withScene<T>(
  { snapshot, options }: { snapshot: string; options?: StackOptions },
  play: (scene: Scene) => Promise<T>,
): Promise<T> {
  const stack = await startStack(snapshot, options);
  const watch = await watchOrders(stack.mongo.db('turnout-orders'));
  try {
    return await play({ stack, watch, asking: createAsking(createHistory()) });
  } finally {
    await watch.stop();
    await stack.stop();
  }
}

/** How long after its time each order expired, in milliseconds, by the database's clock; and how many ended more than once. */
export function latenessOf(watch: Watch): { late: number[]; endedTwice: number } {
  const late: number[] = [];
  let endedTwice = 0;
  for (const steps of watch.ends.values()) {
    const ends = steps.filter(({ status }) => status === 'expired');
    if (ends.length > 1) endedTwice += 1;
    for (const { at, expiresAt } of ends) late.push(at.getTime() - expiresAt.getTime());
  }
  return { late: late.sort((left, right) => left - right), endedTwice };
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Does all of `work`, at most so many at a time. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
