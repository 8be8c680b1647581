// Reads what a batch of commands needs and writes what it changed; both inside the transaction of the batch.
import mongoose from 'mongoose';
import type { ClientSession } from 'mongoose';
import type { Command, Ledger } from '../domain/ledger-state.ts';
import { emptyLedger } from '../domain/ledger-state.ts';
import type { Order } from '../domain/order.ts';
import { emptyInventory } from '../domain/inventory.ts';
import type { Inventory } from '../domain/inventory.ts';
import type { WaitingEntry } from '../domain/waiting-list.ts';
import { withoutId } from './models.ts';
import type { OrdersModels } from './models.ts';

export interface LedgerStore {
  load(eventId: string, commands: readonly Command[]): Promise<Ledger>;
  /** Writes the orders and the inventory that differ, the inventory one version on. Answers what it wrote. */
  save(session: ClientSession, before: Ledger, after: Ledger): Promise<Saved>;
}

export interface Saved {
  ledger: Ledger;
  changed: Change[];
  changedEntries: WaitingEntry[];
}

export interface Change {
  before: Order | undefined;
  after: Order;
}

interface Batch {
  eventId: string;
  commands: readonly Command[];
  waiting: readonly WaitingEntry[];
}

/** How many of those who wait are looked at in one commit. */
const headOfLine = 100;

const needsCatalog = ({ kind }: Command) =>
  kind === 'place' || kind === 'sync-capacities' || kind === 'join-waiting-list';
const needsTickets = ({ kind }: Command) =>
  kind === 'refund' || kind === 'complete' || kind === 'end-for-cancelled-event';

const anyOf = (ids: Iterable<string>) => mongoose.trusted({ $in: [...ids] });

export function createLedgerStore(models: OrdersModels): LedgerStore {
  /** The orders of a batch: those its commands name, and all of the customers who order or wait, for limits and the one open order. */
  async function loadOrders({ eventId, commands, waiting }: Batch): Promise<Map<string, Order>> {
    const ordering = commands.flatMap((command) =>
      command.kind === 'place' ? [command.request.userId] : [],
    );
    const userIds = new Set([...ordering, ...waiting.map((entry) => entry.userId)]);
    const orderIds = new Set(commands.flatMap(orderIdsOf));
    const wanted = [{ eventId, userId: anyOf(userIds) }, { _id: anyOf(orderIds) }];
    const found: (Order & { _id: string })[] = [];
    for (const [index, ids] of [userIds, orderIds].entries()) {
      if (ids.size > 0)
        found.push(...(await models.orders.find(wanted[index] as never).lean<(Order & { _id: string })[]>()));
    }
    return new Map(found.map((row) => [row._id, withoutId<Order>(row)]));
  }

  /** Every offer that stands, and the head of the line; read only where somebody waits or wants to. */
  async function loadWaiting(eventId: string): Promise<WaitingEntry[]> {
    const of = (status: string) =>
      models.waiting.find({ eventId, status } as never).sort({ joinedAt: 1, _id: 1 });
    const offered = await of('offered').lean<(WaitingEntry & { _id: string })[]>();
    const waiting = await of('waiting').limit(headOfLine).lean<(WaitingEntry & { _id: string })[]>();
    return [...offered, ...waiting].map((row) => withoutId<WaitingEntry>(row));
  }

  /** Those who ask now may already stand in the line, behind its head. */
  async function loadJoining(eventId: string, commands: readonly Command[]): Promise<WaitingEntry[]> {
    const userIds = commands.flatMap((command) =>
      command.kind === 'join-waiting-list' ? [command.request.userId] : [],
    );
    const entryIds = commands.flatMap((command) =>
      command.kind === 'leave-waiting-list' ? [command.entryId] : [],
    );
    if (userIds.length + entryIds.length === 0) return [];
    const either = [{ userId: anyOf(userIds) }, { _id: anyOf(entryIds) }];
    const rows = await models.waiting
      .find({ eventId, $or: either } as never)
      .lean<(WaitingEntry & { _id: string })[]>();
    return rows.map((row) => withoutId<WaitingEntry>(row));
  }

  async function loadTickets(commands: readonly Command[]): Promise<Ledger['tickets']> {
    const orderIds = commands.filter(needsTickets).flatMap(orderIdsOf);
    return orderIds.length > 0
      ? models.tickets.find({ orderId: anyOf(orderIds) } as never).lean<never[]>()
      : [];
  }

  return {
    async load(eventId, commands) {
      const row = await models.inventories.findById(eventId).lean<Inventory & { _id: string }>();
      const inventory = row ? withoutId<Inventory>(row) : emptyInventory(eventId);
      const line = inventory.waiting > 0 ? await loadWaiting(eventId) : [];
      const joining = await loadJoining(eventId, commands);
      const known = new Set(line.map((entry) => entry.entryId));
      const waiting = [...line, ...joining.filter((entry) => !known.has(entry.entryId))];
      const catalog =
        line.length > 0 || commands.some(needsCatalog)
          ? await loadCatalog(models, eventId)
          : emptyLedger(eventId).catalog;
      const orders = await loadOrders({ eventId, commands, waiting });
      return { inventory, catalog, orders, tickets: await loadTickets(commands), waiting };
    },

    async save(session, before, after) {
      const changed: Change[] = [];
      for (const order of after.orders.values()) {
        const earlier = before.orders.get(order.orderId);
        if (earlier !== order) changed.push({ before: earlier, after: order });
      }
      await writeOrders(models, changed, session);
      const changedEntries = after.waiting.filter((entry) => !before.waiting.includes(entry));
      await writeEntries(models, changedEntries, session);
      if (after.inventory === before.inventory) return { ledger: after, changed, changedEntries };
      const inventory = { ...after.inventory, version: before.inventory.version + 1 };
      await models.inventories.collection.replaceOne(
        { _id: inventory.eventId as never, version: before.inventory.version },
        inventory,
        {
          session,
          upsert: before.inventory.version === 0,
        },
      );
      return { ledger: { ...after, inventory }, changed, changedEntries };
    },
  };
}

async function writeOrders(
  models: OrdersModels,
  changed: readonly Change[],
  session: ClientSession,
): Promise<void> {
  const created = changed
    .filter(({ before }) => !before)
    .map(({ after }) => ({ _id: after.orderId, ...after }));
  if (created.length > 0) await models.orders.collection.insertMany(created as never[], { session });
  const updates = changed.flatMap(({ before, after }) =>
    before
      ? [{ replaceOne: { filter: { _id: after.orderId, version: before.version }, replacement: after } }]
      : [],
  );
  if (updates.length === 0) return;
  const { matchedCount } = await models.orders.collection.bulkWrite(updates as never[], { session });
  if (matchedCount !== updates.length) throw new Error('an order changed under the ledger');
}

async function writeEntries(
  models: OrdersModels,
  entries: readonly WaitingEntry[],
  session: ClientSession,
): Promise<void> {
  if (entries.length === 0) return;
  const upserts = entries.map((entry) => ({
    replaceOne: { filter: { _id: entry.entryId }, replacement: entry, upsert: true },
  }));
  await models.waiting.collection.bulkWrite(upserts as never[], { session });
}

async function loadCatalog(models: OrdersModels, eventId: string): Promise<Ledger['catalog']> {
  const event = await models.events.findById(eventId).lean<never>();
  const ticketTypes = await models.ticketTypes.find({ eventId }).lean<never[]>();
  const promoCodes = await models.promoCodes.find({ eventId }).lean<never[]>();
  return { event: event ? withoutId(event) : undefined, ticketTypes, promoCodes };
}

function orderIdsOf(command: Command): string[] {
  if (command.kind === 'apply-charge') return [command.charge.orderId];
  return 'orderId' in command ? [command.orderId] : [];
}
