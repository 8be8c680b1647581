// Keeps the newest state of every order, and turns what it asks of the provider into tasks in the same commit.
import type { AnyMessage, MessageData } from '@turnout/common/messages';
import type { Outbox } from '@turnout/common/outbox';
import { hasEnded, toCopy } from '../domain/order-copy.ts';
import { refundTaskId } from '../domain/task.ts';
import type { OrderCopyStore } from '../store/order-copy.store.ts';
import type { PaymentStore } from '../store/payment.store.ts';
import type { TaskStore } from '../store/task.store.ts';

export interface FollowOrderDeps {
  outbox: Outbox;
  orders: OrderCopyStore;
  payments: PaymentStore;
  tasks: TaskStore;
  /** Tells the worker that something may be due. */
  nudge(): void;
  now(): Date;
}

export type OrderMessage = AnyMessage & { data: MessageData<'OrderCreated'> };

export function followOrder({ outbox, orders, payments, tasks, nudge, now }: FollowOrderDeps) {
  return async ({ data }: OrderMessage): Promise<void> => {
    const order = toCopy(data);
    const { orderId } = order;
    // A payment that is started just after this look is stopped by its own watch.
    const file = hasEnded(order) ? await payments.find(orderId) : null;
    const stops = file !== null && !file.payment.closed;
    const asked = order.refunds.filter(({ status }) => status === 'requested');
    if (!stops && asked.length === 0) return void (await orders.keep(order));
    await outbox.commit(async () => {
      if (!(await orders.keep(order))) return;
      if (stops) await tasks.stopIntent(orderId, now());
      for (const { refundId, chargeId, amountCents } of asked) {
        const refund = { refundId, chargeId, amountCents };
        await tasks.add({
          taskId: refundTaskId(refundId),
          kind: 'refund',
          orderId,
          refund,
          dueAt: now(),
          createdAt: now(),
        });
      }
    });
    nudge();
  };
}
