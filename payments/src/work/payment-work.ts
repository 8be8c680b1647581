// Everything payments does beside answering, put together once for the service and for its tests.
import type { Outbox } from '@turnout/common/outbox';
import type { Logger } from '@turnout/common/runtime';
import type { Registry } from 'prom-client';
import type { Gateway } from '../domain/ports.ts';
import type { OrderCopyStore } from '../store/order-copy.store.ts';
import type { PaymentStore } from '../store/payment.store.ts';
import type { TaskStore } from '../store/task.store.ts';
import { createAdopt } from './adopt.ts';
import { createGiveBack } from './give-back.ts';
import { createHearNotice } from './hear-notice.ts';
import type { HearNotice } from './hear-notice.ts';
import { createPaymentMetrics } from './metrics.ts';
import { createObserve } from './observe.ts';
import { createReconcile } from './reconcile.ts';
import type { Reconcile } from './reconcile.ts';
import { createSettleIntent } from './settle-intent.ts';
import { createStartPayment } from './start-payment.ts';
import type { StartPayment } from './start-payment.ts';
import { createWorker } from './worker.ts';
import type { Worker } from './worker.ts';

export interface PaymentWorkDeps {
  outbox: Outbox;
  orders: OrderCopyStore;
  payments: PaymentStore;
  tasks: TaskStore;
  gateway: Gateway;
  registry: Registry;
  logger: Logger;
  newId(): string;
  now(): Date;
  random(): number;
}

export interface PaymentWork {
  startPayment: StartPayment;
  hearNotice: HearNotice;
  reconcile: Reconcile;
  /** Stops intents and gives money back. */
  money: Worker;
  /** Looks at open intents. */
  watcher: Worker;
}

const failingAfterTries = 5;

export function createPaymentWork(base: PaymentWorkDeps): PaymentWork {
  const metrics = createPaymentMetrics(base.registry, () => base.tasks.countFailing(failingAfterTries));
  const seeing = { ...base, metrics };
  const observe = createObserve(seeing);
  const deps = { ...seeing, observe, adopt: createAdopt(base) };
  const settleIntent = createSettleIntent(deps);
  const giveBack = createGiveBack(deps);
  return {
    startPayment: createStartPayment(deps),
    hearNotice: createHearNotice(deps),
    reconcile: createReconcile(deps),
    money: createWorker({
      ...base,
      kinds: ['stop', 'refund'],
      concurrency: 8,
      run: (task) => (task.kind === 'refund' ? giveBack(task) : settleIntent(task)),
    }),
    watcher: createWorker({ ...base, kinds: ['watch'], concurrency: 4, run: settleIntent }),
  };
}
