// The local copies of orders: the newest version that was heard of.
import { keepNewest } from '@turnout/common/outbox';
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { OrderCopy } from '../domain/order-copy.ts';

interface OrderRow extends Omit<OrderCopy, 'orderId'> {
  _id: string;
}

export interface OrderCopyStore {
  /** False when this version, or a newer one, was kept before. */
  keep(copy: OrderCopy): Promise<boolean>;
  find(orderId: string): Promise<OrderCopy | null>;
  /** The order of its buyer or of the promoter it was bought from; of nobody else. */
  findForReader(userId: string, orderId: string): Promise<OrderCopy | null>;
}

export function createOrderCopyStore(connection: Connection): OrderCopyStore {
  const schema = new Schema<OrderRow>(
    {
      _id: String,
      version: Number,
      userId: String,
      eventId: String,
      promoterId: String,
      status: String,
      totalCents: Number,
      currency: String,
      expiresAt: Date,
      refunds: [Object],
    },
    { collection: 'orders', versionKey: false },
  );
  const orders = connection.model<OrderRow>('OrderCopy', schema);

  async function find(orderId: string): Promise<OrderCopy | null> {
    const row = await orders.findById(orderId).lean<OrderRow>();
    return row && fromRow(row);
  }
  return {
    keep: ({ orderId, ...copy }) => keepNewest(orders, { _id: orderId, ...copy }),
    find,
    async findForReader(userId, orderId) {
      const order = await find(orderId);
      return order && (order.userId === userId || order.promoterId === userId) ? order : null;
    },
  };
}

function fromRow({ _id, ...copy }: OrderRow): OrderCopy {
  return { orderId: _id, ...copy };
}
