// News travels in milliseconds, people ask in less: a question about something just made waits a moment for its copy.
import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 40;

/**
 * Asks `look` until it finds something, at most `waitMs`; at least once. The news may be handled by another process, so the
 * copy itself is looked at. Only for callers who proved something first (a signature, a role): strangers must not wait here.
 */
export async function waitFor<T>(look: () => Promise<T | undefined>, waitMs: number): Promise<T | undefined> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined || performance.now() >= deadline) return found;
    await pause(pollMs);
  }
}
