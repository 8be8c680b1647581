// The task of one intent: watch it while its order lasts, stop it the moment the order is over, until it is final.
import type { Outbox } from '@turnout/common/outbox';
import { endMessage } from '../domain/charge.ts';
import { isOver } from '../domain/order-copy.ts';
import type { OrderCopy } from '../domain/order-copy.ts';
import { stopCharge } from '../domain/payment.ts';
import { GatewayError, isFinal } from '../domain/ports.ts';
import type { Gateway, Intent } from '../domain/ports.ts';
import { nextLookAt } from '../domain/task.ts';
import type { Task } from '../domain/task.ts';
import type { OrderCopyStore } from '../store/order-copy.store.ts';
import type { PaymentStore } from '../store/payment.store.ts';
import type { Observe } from './observe.ts';
import type { TaskResult } from './worker.ts';

export interface SettleDeps {
  outbox: Outbox;
  payments: PaymentStore;
  orders: OrderCopyStore;
  gateway: Gateway;
  observe: Observe;
  now(): Date;
}

const stopAgainMs = 5_000;

export function createSettleIntent(deps: SettleDeps): (task: Task) => Promise<TaskResult> {
  const { payments, orders, gateway, observe, now } = deps;
  return async ({ orderId }) => {
    const file = await payments.find(orderId);
    const order = await orders.find(orderId);
    if (!file || !order || file.payment.closed) return 'done';
    const { providerId } = file.payment;
    const over = isOver(order, now());
    if (providerId === null) return over ? abandon(deps, orderId) : { againInMs: nextLookMs(order, 0) };
    const intent = over ? await stopped(gateway, providerId) : await gateway.retrieve(providerId);
    await observe(orderId, { intent, by: 'task' });
    if (isFinal(intent)) return 'done';
    const youngest = file.charges.at(-1)?.createdAt ?? order.expiresAt;
    return { againInMs: over ? stopAgainMs : nextLookMs(order, now().getTime() - youngest.getTime()) };
  };

  function nextLookMs({ expiresAt }: OrderCopy, ageMs: number): number {
    const asked = now();
    return nextLookAt({ now: asked, ageMs, expiresAt }).getTime() - asked.getTime();
  }
}

/** "Already paid" is an answer too: then the money is there, and is told as such. */
async function stopped(gateway: Gateway, intentId: string): Promise<Intent> {
  try {
    return await gateway.cancel(intentId);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind === 'unavailable') throw error;
    return gateway.retrieve(intentId);
  }
}

/** No answer of a start was ever saved, so nobody can pay it; if it is answered yet, it is adopted and stopped then. */
async function abandon({ outbox, payments }: SettleDeps, orderId: string): Promise<TaskResult> {
  return outbox.commit(async ({ publish }) => {
    const file = await payments.lock(orderId);
    if (!file || file.payment.providerId !== null) return { againInMs: 0 };
    const ended = file.charges.filter(({ status }) => status === 'created').map(stopCharge);
    await payments.save({ ...file.payment, closed: 'canceled' }, ended);
    publish(...ended.map(endMessage));
    return 'done';
  });
}
