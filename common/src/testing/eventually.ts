import { setTimeout as pause } from 'node:timers/promises';

/** Awaits a fact: asks `probe` until it stops throwing, at most `timeoutMs`; then throws what it threw last. */
export async function eventually<T>(probe: () => Promise<T> | T, timeoutMs = 30_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(20);
    }
  }
}
