// The independent judge of a run: it trusts no service, only what stands in the databases and at the provider.
import { setTimeout as pause } from 'node:timers/promises';
import type { History } from '../load/history.ts';
import type { Stack } from '../stack/stack.ts';
import { checks } from './checks.ts';
import type { Known } from './checks.ts';
import { readWorld } from './read-world.ts';
import { isOpen } from './rows.ts';

export interface Verdict {
  /** From the end of the last fault until everything held; null when it never did. */
  healMs: number | null;
  /** What does not hold, at most 60 s after the last fault. */
  violations: string[];
}

const healWithinMs = 60_000;
const lookEveryMs = 500;

/** Looks until everything holds and every order has ended; healed is when everything first held. */
export async function judge(
  stack: Stack,
  known: Known,
  { quietSince, history }: { quietSince: number; history: History },
): Promise<Verdict> {
  const deadline = quietSince + healWithinMs;
  let healMs: number | null = null;
  for (;;) {
    const { problems, open } = await look(stack, known);
    const now = Date.now();
    history.note({ what: 'look', open, problems: problems.slice(0, 20) });
    if (problems.length === 0) healMs ??= now - quietSince;
    const isQuiet = open === 0 || now > deadline;
    if (problems.length === 0 && isQuiet) return { healMs, violations: [] };
    if (problems.length > 0 && now > deadline) return { healMs: null, violations: problems };
    await pause(lookEveryMs);
  }
}

async function look(stack: Stack, known: Known): Promise<{ problems: string[]; open: number }> {
  try {
    const world = await readWorld(stack);
    const open = world.orders.filter(isOpen).length;
    return { problems: checks.flatMap((check) => check(world, known)), open };
  } catch (error) {
    return { problems: [`cannot be read: ${(error as Error).message}`], open: 1 };
  }
}
