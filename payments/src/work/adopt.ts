// Saves that an order's intent exists at the provider, whether its start was answered or it was found later.
import type { Outbox } from '@turnout/common/outbox';
import { chargeMessage } from '../domain/charge.ts';
import { isOver } from '../domain/order-copy.ts';
import type { Intent } from '../domain/ports.ts';
import type { OrderCopyStore } from '../store/order-copy.store.ts';
import type { PaymentStore } from '../store/payment.store.ts';
import type { TaskStore } from '../store/task.store.ts';

export interface AdoptDeps {
  outbox: Outbox;
  payments: PaymentStore;
  orders: OrderCopyStore;
  tasks: TaskStore;
  now(): Date;
}

/** Answers the id of the intent that the order has from now on: the first one that was saved, which may be another. */
export type Adopt = (orderId: string, intent: Intent) => Promise<string>;

/** If the order's time ended while its payment was being started, the intent is stopped again: nobody was told of it yet. */
export function createAdopt({ outbox, payments, orders, tasks, now }: AdoptDeps): Adopt {
  return (orderId, { intentId }) =>
    outbox.commit(async ({ publish }) => {
      const file = await payments.lock(orderId);
      if (!file) throw new Error(`no payment of order ${orderId}`);
      if (file.payment.providerId !== null) return file.payment.providerId;
      const started = file.charges
        .filter(({ status }) => status === 'created')
        .map((charge) => ({ ...charge, providerId: intentId, version: charge.version + 1 }));
      await payments.save({ ...file.payment, providerId: intentId, closed: null }, started);
      publish(...started.map((charge) => chargeMessage('ChargeCreated', charge)));
      const order = await orders.find(orderId);
      if (order && isOver(order, now())) await tasks.stopIntent(orderId, now());
      return intentId;
    });
}
