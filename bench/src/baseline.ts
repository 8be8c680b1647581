// What the ledger is measured against: the usual way, one transaction per order on the event's one stock document.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connectMongo } from '@turnout/common/outbox';
import { newId } from '@turnout/common/runtime';
import express from 'express';
import mongoose, { Schema } from 'mongoose';

export interface Baseline {
  url: string;
  /** Documents that the orders of all answers left. */
  countOrders(): Promise<number>;
  stop(): Promise<void>;
}

export async function startBaseline(mongoUrl: string, capacity: number): Promise<Baseline> {
  const mongo = await connectMongo({ url: mongoUrl });
  const { connection } = mongo;
  const stock = connection.model(
    'Stock',
    new Schema({ _id: String, available: Number, held: Number }, { versionKey: false }),
  );
  const orders = connection.model(
    'Order',
    new Schema({ _id: String, quantity: Number, status: String }, { versionKey: false }),
  );
  await mongo.prepare();
  await stock.create([{ _id: 'event', available: capacity, held: 0 }]);
  const app = express().use(express.json());
  app.post('/orders', async (_request, response) => {
    const placed = await connection.transaction(async (session) => {
      const taken = await stock.updateOne(
        { _id: 'event', available: mongoose.trusted({ $gte: 1 }) },
        { $inc: { available: -1, held: 1 } },
        { session },
      );
      if (taken.modifiedCount === 0) return false;
      await orders.create([{ _id: newId(), quantity: 1, status: 'draft' }], { session });
      return true;
    });
    response.status(placed ? 201 : 409).end();
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`,
    countOrders: () => orders.countDocuments(),
    async stop() {
      server.closeAllConnections();
      server.close();
      await mongo.close();
    },
  };
}
