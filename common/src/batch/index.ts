// Group commit: while one batch of a key is being committed the next one collects, so a hot document sees one writer a process.
import { AppError, isOutage } from '../errors/index.ts';

/** The outcome of one operation of a batch: a value, or the refusal that its caller gets. */
export type Outcome<R> = { ok: true; value: R } | { ok: false; error: unknown };

export interface BatcherOptions<Op, R> {
  /** Commits all operations of one key in one step and answers each, in order. Throwing means nothing was committed. */
  commit(key: string, operations: readonly Op[]): Promise<Outcome<R>[]>;
  /** Operations committed together at most. */
  maxBatch?: number;
  /** Operations waiting for one key at most; more are refused with `too-many` / `busy`. */
  maxWaiting?: number;
}

export interface Batcher<Op, R> {
  submit(key: string, operation: Op): Promise<R>;
  /** Resolves when nothing waits or runs. */
  idle(): Promise<void>;
}

interface Waiting<Op, R> {
  operation: Op;
  resolve(value: R): void;
  reject(error: unknown): void;
}

/**
 * Collects the operations of each key and commits them together, one commit of a key at a time.
 * A batch whose commit throws is tried again one operation at a time, so that one bad operation spoils only itself;
 * but not when the database is away, which would only make everybody wait once more.
 */
export function createBatcher<Op, R>(options: BatcherOptions<Op, R>): Batcher<Op, R> {
  const { commit, maxBatch = 256, maxWaiting = 10_000 } = options;
  const queues = new Map<string, Waiting<Op, R>[]>();
  const drains = new Set<Promise<void>>();

  async function settle(key: string, batch: Waiting<Op, R>[]): Promise<void> {
    let outcomes: Outcome<R>[];
    try {
      outcomes = await commit(
        key,
        batch.map((waiting) => waiting.operation),
      );
    } catch (error) {
      if (batch.length === 1 || isOutage(error)) {
        for (const waiting of batch) waiting.reject(error);
        return;
      }
      for (const waiting of batch) await settle(key, [waiting]);
      return;
    }
    batch.forEach((waiting, index) => {
      const outcome = outcomes[index];
      if (outcome?.ok) waiting.resolve(outcome.value);
      else waiting.reject(outcome?.error ?? new Error('the batch gave no outcome for this operation'));
    });
  }

  async function drain(key: string, queue: Waiting<Op, R>[]): Promise<void> {
    while (queue.length > 0) await settle(key, queue.splice(0, maxBatch));
    queues.delete(key);
  }

  return {
    submit(key, operation) {
      return new Promise<R>((resolve, reject) => {
        const waiting = { operation, resolve, reject };
        const queue = queues.get(key);
        if (!queue) {
          const fresh = [waiting];
          queues.set(key, fresh);
          // Let the operations of this turn of the event loop gather before the first commit.
          const run = new Promise<void>((go) => setImmediate(go)).then(() => drain(key, fresh));
          drains.add(run);
          void run.finally(() => drains.delete(run));
        } else if (queue.length >= maxWaiting) {
          reject(
            new AppError(
              'too-many',
              'busy',
              'Too many people are ordering right now. Please try again in a moment.',
              { retryAfterSeconds: 1 },
            ),
          );
        } else queue.push(waiting);
      });
    },
    async idle() {
      while (drains.size > 0) await Promise.all(drains);
    },
  };
}
