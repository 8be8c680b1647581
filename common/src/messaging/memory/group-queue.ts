// What one group has still to handle of one message type, shared out in turn among the group's workers.
import type { MessageType } from '../../messages/index.ts';
import { attempt } from '../attempt.ts';
import type { AnyHandler } from '../attempt.ts';
import type { DeadLetter } from '../bus.ts';
import type { DeliverySettings } from '../settings.ts';

interface Item {
  payload: Uint8Array;
  attempts: number;
}

interface Worker {
  handler: AnyHandler;
  concurrency: number;
  inWork: Set<Promise<void>>;
  stopping: AbortController;
}

export interface GroupQueueOptions {
  type: MessageType;
  settings: DeliverySettings;
  setAside(failed: Pick<DeadLetter, 'payload' | 'attempts' | 'reason'>): void;
}

export interface GroupQueue {
  type: MessageType;
  add(payload: Uint8Array): void;
  join(worker: { handler: AnyHandler; concurrency: number }): { leave(): Promise<void> };
  isBusy(): boolean;
  idle(): Promise<void>;
  close(): Promise<void>;
}

export function createGroupQueue({ type, settings, setAside }: GroupQueueOptions): GroupQueue {
  const waiting: Item[] = [];
  const backingOff = new Map<Item, NodeJS.Timeout>();
  let workers: Worker[] = [];
  let whenIdle: (() => void)[] = [];

  const isBusy = (): boolean =>
    workers.length > 0 &&
    (waiting.length > 0 || backingOff.size > 0 || workers.some((w) => w.inWork.size > 0));

  function settle(): void {
    if (isBusy()) return;
    for (const resolve of whenIdle) resolve();
    whenIdle = [];
  }

  /** Hands waiting items to the workers that have a free place, each worker in turn. */
  function dispatch(): void {
    while (waiting.length > 0) {
      const worker = workers.find(({ inWork, concurrency }) => inWork.size < concurrency);
      const item = worker && waiting.shift();
      if (!worker || !item) return;
      workers = [...workers.filter((other) => other !== worker), worker];
      const work: Promise<void> = handle(item, worker).finally(() => {
        worker.inWork.delete(work);
        dispatch();
        settle();
      });
      worker.inWork.add(work);
    }
  }

  async function handle(item: Item, worker: Worker): Promise<void> {
    item.attempts += 1;
    await Promise.resolve(); // publish() returns before its message is handled, as with a server
    const outcome = await attempt({ type, ...item }, worker.handler, {
      settings,
      stopping: worker.stopping.signal,
      onOutage: () => undefined,
    });
    if (outcome.kind === 'set-aside') setAside({ ...item, reason: outcome.reason });
    if (outcome.kind === 'retry') retryLater(item, outcome.delayMs);
  }

  function retryLater(item: Item, delayMs: number): void {
    const timer = setTimeout(() => {
      backingOff.delete(item);
      waiting.push(item);
      dispatch();
    }, delayMs);
    backingOff.set(item, timer);
  }

  async function leave(worker: Worker): Promise<void> {
    workers = workers.filter((other) => other !== worker);
    worker.stopping.abort();
    settle();
    await Promise.all(worker.inWork);
  }

  return {
    type,
    isBusy,
    add(payload) {
      waiting.push({ payload, attempts: 0 });
      dispatch();
    },
    join(joining) {
      const worker: Worker = { ...joining, inWork: new Set(), stopping: new AbortController() };
      workers.push(worker);
      dispatch();
      return { leave: () => leave(worker) };
    },
    idle: () => (isBusy() ? new Promise((resolve) => whenIdle.push(resolve)) : Promise.resolve()),
    async close() {
      await Promise.all(workers.map(leave));
      for (const timer of backingOff.values()) clearTimeout(timer);
      backingOff.clear();
    },
  };
}
