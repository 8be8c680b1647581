// Keeps the newest state of every order, and turns what it asks of the provider into tasks in the same commit.
import type { AnyMessage, MessageData } from '@turnout/common/messages';
import type { Outbox } from '@turnout/common/outbox';
import type { OrderCopy } from '../domain/order-copy.ts';
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
  /** A payment that is started just after this look is stopped by its own watch. */
  const asksNothing = async (order: OrderCopy): Promise<boolean> =>
    requestedRefunds(order).length === 0 && !(hasEnded(order) && (await payments.find(order.orderId)));

  async function fileTasks(order: OrderCopy): Promise<void> {
    const { orderId } = order;
    const file = await payments.find(orderId);
    if (hasEnded(order) && file && !file.payment.closed) await tasks.stopIntent(orderId, now());
    for (const { refundId, chargeId, amountCents } of requestedRefunds(order)) {
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
  }

  return async ({ data }: OrderMessage): Promise<void> => {
    const order = toCopy(data);
    if (await asksNothing(order)) return void (await orders.keep(order));
    await outbox.commit(async () => {
      if (await orders.keep(order)) await fileTasks(order);
    });
    nudge();
  };
}

const requestedRefunds = (order: OrderCopy) => order.refunds.filter(({ status }) => status === 'requested');
