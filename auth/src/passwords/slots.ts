// Hashing takes all of a core on purpose, so only so many run at once and only so many may wait.
import { AppError } from '@turnout/common/errors';

export interface Slots {
  /** Runs `work` when a slot is free. Throws 429 `too-busy` at once when too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createSlots({ slots, queueLimit }: { slots: number; queueLimit: number }): Slots {
  const waiting: (() => void)[] = [];
  let free = slots;

  async function take(): Promise<void> {
    if (free > 0) {
      free -= 1;
      return;
    }
    if (waiting.length >= queueLimit) {
      throw new AppError(
        'too-many',
        'too-busy',
        'Too many people are signing in right now. Please try again in a moment.',
        { retryAfterSeconds: 3 },
      );
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function give(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return {
    async run(work) {
      await take();
      try {
        return await work();
      } finally {
        give();
      }
    },
  };
}
