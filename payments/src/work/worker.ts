// Does what waits in the task store: soon after a nudge, by every process, again with back-off until it went well.
import type { Logger } from '@turnout/common/runtime';
import type { Task, TaskKind } from '../domain/task.ts';
import { backoffMs } from '../domain/task.ts';
import type { TaskStore } from '../store/task.store.ts';

/** Done for good, or to be looked at again after so long. Throwing means: again, with back-off. */
export type TaskResult = 'done' | { againInMs: number };

export interface WorkerOptions {
  tasks: TaskStore;
  /** The queue this worker serves; watches have their own, so that they never keep money waiting. */
  kinds: readonly TaskKind[];
  run(task: Task): Promise<TaskResult>;
  concurrency: number;
  pollMs?: number;
  logger: Logger;
  now(): Date;
  random(): number;
}

export interface Worker {
  start(): void;
  /** Something may be due now. */
  nudge(): void;
  /** Does all that is due at this moment; for tests. */
  runDue(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * What a process that died was doing is taken up by another one within a minute. Longer than a call to the provider with all
 * its retries; should two processes ever do the same task, its idempotency key makes it one.
 */
const leaseMs = 45_000;
const loudAfterTries = 5;

export function createWorker(options: WorkerOptions): Worker {
  const { tasks, kinds, run, concurrency, pollMs = 500, logger, now, random } = options;
  const lanes = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let started = false;
  let stopped = false;
  let nudged = false;

  async function work(task: Task): Promise<void> {
    const { taskId, tries } = task;
    try {
      const result = await run(task);
      if (result === 'done') return await tasks.done(task);
      await tasks.putBack(task, { dueAt: later(result.againInMs), tries: 0, lastError: null });
    } catch (error) {
      const log = tries >= loudAfterTries ? 'error' : 'warn';
      logger[log]({ error, taskId, tries }, 'task failed; it is tried again');
      const lastError = (error as Error).message.slice(0, 500);
      await tasks.putBack(task, { dueAt: later(backoffMs(tries, random)), tries, lastError });
    }
  }
  const later = (ms: number): Date => new Date(now().getTime() + ms);

  /** Works until nothing is due. */
  async function lane(): Promise<void> {
    for (;;) {
      if (stopped) return;
      nudged = false;
      const task = await tasks.claim(kinds, now(), leaseMs);
      if (task) {
        pump();
        await work(task);
      } else if (!nudged) return;
    }
  }

  function open(): Promise<void> {
    const opened = lane()
      .catch((error: unknown) => logger.warn({ error }, 'tasks could not be read; they are read again'))
      .finally(() => lanes.delete(opened));
    lanes.add(opened);
    return opened;
  }

  /** One more lane looks; each that finds something opens the next. */
  function pump(): void {
    if (started && !stopped && lanes.size < concurrency) void open();
  }
  return {
    start() {
      started = true;
      pump();
      timer = setInterval(pump, pollMs);
    },
    nudge() {
      nudged = true;
      pump();
    },
    runDue: () => open(),
    async stop() {
      stopped = true;
      clearInterval(timer);
      await Promise.all(lanes);
    },
  };
}
