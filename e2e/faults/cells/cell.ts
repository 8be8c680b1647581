// A cell is one kind of trouble: what the stack is started with, and what is done to it while buyers buy.
import { setTimeout as pause } from 'node:timers/promises';
import type { Plan } from '../load/plan.ts';
import type { Random } from '../load/random.ts';
import type { Shop } from '../load/shop.ts';
import type { Stack, StackOptions } from '../stack/stack.ts';

export interface Stage {
  stack: Stack;
  shop: Shop;
  /** When the run began, before the shop was opened. */
  since: Date;
  random: Random;
  /** One more buyer, who does as the plan says. */
  buy(plan: Plan): Promise<void>;
  /** Resolves so many milliseconds after the first buyer came. */
  at(ms: number): Promise<void>;
  note(text: string): void;
  /** Dead letters whose payload holds this text are no surprise. */
  expectLetter(text: string): void;
}

export interface Cell {
  name: string;
  /** What is done, as a row of the table says it. */
  title: string;
  stack?: StackOptions;
  /** Resolves when the last fault is over; buyers come during the first 18 s. */
  during(stage: Stage): Promise<void>;
  /** A planted bug: the run is good when the auditor finds it. */
  isBug?: boolean;
}

export const untilAfter = async (startedAt: number, ms: number): Promise<void> =>
  pause(Math.max(0, startedAt + ms - Date.now()));

/** Sets faults of the payment sandbox; they count themselves down. */
export async function provideFaults(stack: Stack, faults: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${stack.sandboxUrl}/_sandbox/faults`, {
    method: 'POST',
    headers,
    body: JSON.stringify(faults),
  });
  if (!answer.ok) throw new Error(`the sandbox refused its faults: ${await answer.text()}`);
}

export async function clearFaults(stack: Stack): Promise<void> {
  await fetch(`${stack.sandboxUrl}/_sandbox/faults`, { method: 'DELETE' });
}
