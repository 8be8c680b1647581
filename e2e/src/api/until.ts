import { setTimeout as pause } from 'node:timers/promises';

interface Patience {
  withinMs?: number;
  everyMs?: number;
}

/** Asks again and again until there is an answer that is not empty, and gives it back. Throws when time is up. */
export async function until<T>(
  what: string,
  look: () => Promise<T> | T,
  { withinMs = 20_000, everyMs = 100 }: Patience = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + withinMs;
  let last: unknown;
  for (;;) {
    last = await look();
    if (last !== undefined && last !== null && last !== false) return last as NonNullable<Exclude<T, false>>;
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain until ${what}`);
    await pause(everyMs);
  }
}
