// Feeds the board from a change stream, which every replica has for itself, so that one replica's sale is known to all.
import type { Connection } from 'mongoose';
import mongoose from 'mongoose';
import type { Logger } from 'pino';
import type { Board } from '../board.ts';
import type { Inventory } from '../domain/inventory.ts';
import type { OrdersModels } from './models.ts';

const recentMs = 86_400_000;
const reopenMs = 1_000;

interface Changed {
  ns: { coll: string };
  fullDocument?: Inventory & { userId?: string };
}

/** Follows inventories and new orders until stopped; reopens by itself, and meanwhile the board is not live. */
export function feedBoard(deps: {
  connection: Connection;
  models: OrdersModels;
  board: Board;
  logger: Logger;
  now(): Date;
}): () => Promise<void> {
  const { connection, models, board, logger, now } = deps;
  const pipeline = [
    { $match: { $or: [{ 'ns.coll': 'inventories' }, { 'ns.coll': 'orders', operationType: 'insert' }] } },
    {
      $project: {
        ns: 1,
        'fullDocument.eventId': 1,
        'fullDocument.userId': 1,
        'fullDocument.version': 1,
        'fullDocument.closed': 1,
        'fullDocument.types': 1,
        'fullDocument.promoUses': 1,
      },
    },
  ];
  let stream: ReturnType<NonNullable<Connection['db']>['watch']> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  /** Ids start with their time, so the last day's orders are a range of the primary key. */
  async function learnBuyers(): Promise<void> {
    const since = (now().getTime() - recentMs).toString(16).padStart(12, '0');
    const recent = { _id: mongoose.trusted({ $gte: since }) };
    const rows = models.orders
      .find(recent as never, { eventId: 1, userId: 1 })
      .lean()
      .cursor();
    for await (const row of rows) board.learnBuyer(row.eventId, row.userId);
  }

  function learn(change: unknown): void {
    const { ns, fullDocument } = change as Changed;
    if (!fullDocument) return;
    if (ns.coll === 'inventories') board.learnInventory(fullDocument);
    else if (fullDocument.userId) board.learnBuyer(fullDocument.eventId, fullDocument.userId);
  }

  async function follow(): Promise<void> {
    const opened = connection.db?.watch(pipeline);
    if (!opened) throw new Error('not connected');
    stream = opened;
    // The first look makes the server start the stream; only what is learned from here on is known to be complete.
    const first: unknown = await opened.tryNext();
    board.setLive(false);
    if (first) learn(first);
    const reading = learnBuyers().then(() => {
      if (!opened.closed) board.setLive(true);
    });
    reading.catch(() => opened.close());
    for await (const change of opened) learn(change);
    await reading;
  }

  async function run(): Promise<void> {
    try {
      await follow();
    } catch (error) {
      if (!stopped)
        logger.warn({ error }, 'the change stream broke; stock is read from the database until it is back');
    }
    board.setLive(false);
    if (!stopped) timer = setTimeout(() => void run(), reopenMs);
  }

  void run();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await stream?.close();
  };
}
