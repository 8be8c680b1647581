// Watches every commit of the orders database while the run goes on: nothing is sampled, nothing is missed.
import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeStream, Db, ResumeToken } from 'mongodb';
import { isOpen } from './rows.ts';
import type { InventoryRow, OrderRow } from './rows.ts';
import { wrongColumns, wrongSums } from './stock.ts';

export interface Watch {
  violations: string[];
  /** Commits that changed the stock. */
  commits(): number;
  /** Times at which an order got a status, by the database's clock. */
  ends: Map<string, { status: string; at: Date; expiresAt: Date; version: number }[]>;
  /** Resolves when everything written so far has been looked at. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

interface Change {
  _id: ResumeToken;
  operationType: string;
  ns: { coll: string };
  clusterTime: { toString(): string };
  wallTime?: Date;
  documentKey: { _id: string };
  fullDocument?: unknown;
}

const allowedFrom: Record<string, string[]> = {
  draft: ['pending_payment'],
  pending_payment: ['draft'],
  paid: ['draft', 'pending_payment', 'cancelled', 'expired'],
  completed: ['paid'],
  refunded: ['completed'],
  cancelled: ['draft', 'pending_payment'],
  expired: ['draft', 'pending_payment'],
};

/** Starts watching; documents that are there already are read first. */
export async function watchOrders(db: Db): Promise<Watch> {
  const violations = new Set<string>();
  const orders = new Map<string, OrderRow>();
  const inventories = new Map<string, InventoryRow>();
  const ends: Watch['ends'] = new Map();
  let commits = 0;
  let group: { time: string; events: Set<string> } | undefined;
  let stopped = false;
  let resumeAfter: ResumeToken;
  let stream: ChangeStream | undefined;
  let seenMark = '';

  const collection = <T extends { _id: string }>(name: string) => db.collection<T>(name);
  await db.collection<{ _id: string }>('harness_marks').insertOne({ _id: `start-${Date.now()}` });
  stream = open();
  // The stream starts now; what it tells of documents read a moment later is told twice, which changes nothing.
  await stream.tryNext();
  for await (const order of collection<OrderRow>('orders').find()) orders.set(order._id, order);
  for await (const inventory of collection<InventoryRow>('inventories').find())
    inventories.set(inventory._id, inventory);

  function open(): ChangeStream {
    const pipeline = [{ $match: { 'ns.coll': { $in: ['orders', 'inventories', 'harness_marks'] } } }];
    return db.watch(pipeline, { maxAwaitTimeMS: 200, ...(resumeAfter ? { resumeAfter } : {}) });
  }

  function look(change: Change): void {
    const time = change.clusterTime.toString();
    if (group && group.time !== time) closeGroup();
    if (change.ns.coll === 'harness_marks') {
      seenMark = change.documentKey._id;
      return;
    }
    if (change.operationType === 'delete') {
      violations.add(`${change.ns.coll} ${change.documentKey._id} was deleted`);
      return;
    }
    if (!change.fullDocument) {
      // The service replaces whole documents; a change in part could not be judged.
      violations.add(
        `${change.ns.coll} ${change.documentKey._id} was changed in part (${change.operationType})`,
      );
      return;
    }
    if (change.ns.coll === 'inventories') lookAtInventory(change.fullDocument as InventoryRow, time);
    else lookAtOrder(change.fullDocument as OrderRow, change.wallTime ?? new Date());
  }

  function lookAtInventory(inventory: InventoryRow, time: string): void {
    const before = inventories.get(inventory._id);
    if (before && inventory.version <= before.version) return;
    inventories.set(inventory._id, inventory);
    commits += 1;
    for (const text of wrongColumns(inventory)) violations.add(text);
    group ??= { time, events: new Set() };
    group.events.add(inventory._id);
  }

  function lookAtOrder(order: OrderRow, at: Date): void {
    const before = orders.get(order._id);
    if (before && order.version <= before.version) return;
    orders.set(order._id, order);
    if (!before || before.status === order.status) return;
    if (!allowedFrom[order.status]?.includes(before.status))
      violations.add(`order ${order._id} went from ${before.status} to ${order.status}`);
    const expiresAt = new Date(order.expiresAt);
    ends.set(order._id, [
      ...(ends.get(order._id) ?? []),
      { status: order.status, at, expiresAt, version: order.version },
    ]);
    // The wall time of the log has whole milliseconds, and so has expiresAt.
    if (order.status === 'expired' && at < expiresAt)
      violations.add(`order ${order._id} expired ${expiresAt.getTime() - at.getTime()} ms before its time`);
  }

  /** A commit is told as several changes of one cluster time; only when all are known must the sums fit. */
  function closeGroup(): void {
    for (const eventId of group?.events ?? []) {
      const inventory = inventories.get(eventId);
      if (!inventory) continue;
      const own = [...orders.values()].filter((order) => order.eventId === eventId);
      for (const text of wrongSums(inventory, own)) violations.add(text);
    }
    group = undefined;
  }

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        stream ??= open();
        const change = (await stream.tryNext()) as Change | null;
        if (change) {
          look(change);
          resumeAfter = change._id;
        }
      } catch {
        // The database is down; the stream goes on where it was.
        await stream?.close().catch(() => undefined);
        stream = undefined;
        await pause(200);
      }
    }
  }
  const running = run();
  return {
    get violations() {
      return [...violations];
    },
    commits: () => commits,
    ends,
    async caughtUp() {
      const mark = `mark-${Date.now()}-${Math.random()}`;
      await db.collection<{ _id: string }>('harness_marks').insertOne({ _id: mark });
      const deadline = Date.now() + 180_000;
      while (seenMark !== mark) {
        if (Date.now() > deadline) throw new Error('the watch of the orders database does not catch up');
        await pause(50);
      }
      closeGroup();
    },
    async stop() {
      stopped = true;
      await running;
      await stream?.close().catch(() => undefined);
    },
  };
}

/** Orders whose time was up longer than the promise allows. */
export function overdue(orders: Iterable<OrderRow>, now: Date, graceMs = 30_000): OrderRow[] {
  return [...orders].filter(
    (order) => isOpen(order) && Date.parse(order.expiresAt) + graceMs < now.getTime(),
  );
}
