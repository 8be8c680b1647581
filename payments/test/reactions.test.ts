import type { OrderState } from '@turnout/common/messages';
import type { MessageType } from '@turnout/common/messages';
import { newId } from '@turnout/common/runtime';
import { reactionContract, sampleOrder, toMessage } from '@turnout/common/testing';
import type { ReactionCase, TestKit } from '@turnout/common/testing';
import { newPayment } from '../src/domain/payment.ts';
import { toCopy } from '../src/domain/order-copy.ts';
import { paymentsReactions } from '../src/reactions/index.ts';
import { createOrderCopyStore } from '../src/store/order-copy.store.ts';
import { createPaymentStore } from '../src/store/payment.store.ts';
import { createTaskStore } from '../src/store/task.store.ts';

function storesOf({ mongo: { connection } }: TestKit) {
  return {
    orders: createOrderCopyStore(connection),
    payments: createPaymentStore(connection),
    tasks: createTaskStore(connection),
  };
}

function following(type: MessageType & `Order${string}`, over: Partial<OrderState>): ReactionCase {
  const order = sampleOrder({ version: 2, ...over });
  let stores: ReturnType<typeof storesOf> | undefined;
  const message = (version: number, status: OrderState['status']) =>
    toMessage({ type, aggregateId: order.orderId, version, data: { ...order, version, status } });
  return {
    handlers(kit, outbox) {
      const own = storesOf(kit);
      stores ??= own;
      return paymentsReactions({ ...own, outbox, nudge: () => undefined, now: () => new Date() });
    },
    given: async () => stores?.payments.ensure(newPayment(toCopy(order))),
    message: message(2, order.status),
    older: message(1, 'draft'),
    async state(kit) {
      const rows = await kit.mongo.connection.collection('tasks').find().sort({ _id: 1 }).toArray();
      const tasks = rows.map(({ _id, kind, orderId, refund }) => ({
        _id,
        kind,
        orderId,
        refund: refund as unknown,
      }));
      return { order: await stores?.orders.find(order.orderId), tasks };
    },
  };
}

const refund = {
  refundId: newId(),
  chargeId: newId(),
  amountCents: 5_000,
  ticketIds: [],
  reason: 'event cancelled',
  status: 'requested' as const,
};

reactionContract('Keeping a new order', () => following('OrderCreated', {}));
reactionContract('Keeping a changed order', () => following('OrderUpdated', { status: 'pending_payment' }));
reactionContract('Keeping a paid order', () => following('OrderPaid', { status: 'paid' }));
reactionContract('Keeping a completed order', () => following('OrderCompleted', { status: 'completed' }));
reactionContract('Stopping a cancelled order', () => following('OrderCancelled', { status: 'cancelled' }));
reactionContract('Stopping an expired order', () => following('OrderExpired', { status: 'expired' }));
reactionContract('Refunding an order', () =>
  following('OrderRefunded', { status: 'completed', refunds: [refund] }),
);
