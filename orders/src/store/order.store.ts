// Reads of orders, named by who asks; every write of an order goes through the ledger.
import mongoose from 'mongoose';
import { stopGraceMs } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import { withoutId } from './models.ts';
import type { OrdersModels } from './models.ts';

type Row = Order & { _id: string };

export interface PageRequest {
  limit: number;
  /** The order after which the page starts, newest first. */
  afterOrderId?: string | undefined;
}

export interface OrderStore {
  /** Undefined when there is none or it is somebody else's. */
  findForUser(userId: string, orderId: string): Promise<Order | undefined>;
  /** The buyer's, or one of the promoter's events. */
  findVisible(userId: string, orderId: string): Promise<Order | undefined>;
  /** For messages, which speak for the system. */
  find(orderId: string): Promise<Order | undefined>;
  /** One more than `limit`, so that the caller knows whether there is a next page. */
  listForUser(userId: string, page: PageRequest & { eventId?: string | undefined }): Promise<Order[]>;
  /** Orders that are over at `now` (see `isOver`), oldest first. */
  listOverdue(options: { now: Date; limit: number }): Promise<{ orderId: string; eventId: string }[]>;
  /** Orders of an event that a cancelled event must still end. */
  listUnfinished(eventId: string): Promise<string[]>;
  /** All orders of an event, oldest first, one by one. */
  streamForEvent(eventId: string): AsyncIterable<Order>;
}

const openStatuses = ['draft', 'pending_payment'];

export function createOrderStore({ orders }: OrdersModels): OrderStore {
  const one = async (filter: Record<string, unknown>): Promise<Order | undefined> => {
    const row = await orders.findOne(filter as never).lean<Row>();
    return row ? withoutId<Order>(row) : undefined;
  };
  return {
    findForUser: (userId, orderId) => one({ _id: orderId, userId }),
    findVisible: (userId, orderId) => one({ _id: orderId, $or: [{ userId }, { promoterId: userId }] }),
    find: (orderId) => one({ _id: orderId }),
    async listForUser(userId, { limit, afterOrderId, eventId }) {
      const filter = {
        userId,
        ...(eventId ? { eventId } : {}),
        ...(afterOrderId ? { _id: mongoose.trusted({ $lt: afterOrderId }) } : {}),
      };
      const rows = await orders
        .find(filter as never)
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean<Row[]>();
      return rows.map((row) => withoutId<Order>(row));
    },
    async listOverdue({ now, limit }) {
      const dueBy = (ms: number) => mongoose.trusted({ $lte: new Date(ms).toISOString() });
      const over = [
        { status: 'draft', expiresAt: dueBy(now.getTime()) },
        { status: 'pending_payment', expiresAt: dueBy(now.getTime() - stopGraceMs) },
      ];
      const rows = await orders
        .find({ $or: over } as never, { eventId: 1 })
        .sort({ expiresAt: 1 })
        .limit(limit)
        .lean<{ _id: string; eventId: string }[]>();
      return rows.map((row) => ({ orderId: row._id, eventId: row.eventId }));
    },
    async listUnfinished(eventId) {
      const status = mongoose.trusted({ $in: [...openStatuses, 'completed'] });
      const rows = await orders.find({ eventId, status } as never, { _id: 1 }).lean<{ _id: string }[]>();
      return rows.map((row) => row._id);
    },
    async *streamForEvent(eventId) {
      const cursor = orders
        .find({ eventId } as never)
        .sort({ _id: 1 })
        .lean<Row[]>()
        .cursor();
      for await (const row of cursor) yield withoutId<Order>(row);
    },
  };
}
