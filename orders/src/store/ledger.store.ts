// Reads what a batch of commands needs and writes what it changed; both inside the transaction of the batch.
import mongoose from 'mongoose';
import type { ClientSession } from 'mongoose';
import type { Command, Ledger } from '../domain/ledger.ts';
import { emptyLedger } from '../domain/ledger.ts';
import type { Order } from '../domain/order.ts';
import { withoutId } from './models.ts';
import type { OrdersModels } from './models.ts';

export interface LedgerStore {
  load(eventId: string, commands: readonly Command[]): Promise<Ledger>;
  /** Writes the orders and the inventory that differ, the inventory one version on. Answers what it wrote. */
  save(session: ClientSession, before: Ledger, after: Ledger): Promise<{ ledger: Ledger; changed: Change[] }>;
}

export interface Change {
  before: Order | undefined;
  after: Order;
}

const anyOf = (ids: Iterable<string>) => mongoose.trusted({ $in: [...ids] });

export function createLedgerStore(models: OrdersModels): LedgerStore {
  /** The commands' orders, and all orders of the customers who want another one: for limits and the one open order. */
  async function loadOrders(eventId: string, commands: readonly Command[]): Promise<Map<string, Order>> {
    const userIds = new Set(
      commands.flatMap((command) => (command.kind === 'place' ? [command.request.userId] : [])),
    );
    const orderIds = new Set(commands.flatMap(orderIdsOf));
    const found: (Order & { _id: string })[] = [];
    if (userIds.size > 0)
      found.push(
        ...(await models.orders
          .find({ eventId, userId: anyOf(userIds) })
          .lean<(Order & { _id: string })[]>()),
      );
    if (orderIds.size > 0)
      found.push(...(await models.orders.find({ _id: anyOf(orderIds) }).lean<(Order & { _id: string })[]>()));
    return new Map(found.map((row) => [row._id, withoutId<Order>(row)]));
  }

  return {
    async load(eventId, commands) {
      const empty = emptyLedger(eventId);
      const inventory = await models.inventories.findById(eventId).lean<never>();
      const orders = await loadOrders(eventId, commands);
      const needsTickets = commands.filter(
        (command) =>
          command.kind === 'refund' ||
          command.kind === 'complete' ||
          command.kind === 'end-for-cancelled-event',
      );
      const tickets =
        needsTickets.length > 0
          ? await models.tickets.find({ orderId: anyOf(needsTickets.flatMap(orderIdsOf)) }).lean<never[]>()
          : [];
      const catalog = commands.some(
        (command) => command.kind === 'place' || command.kind === 'sync-capacities',
      )
        ? await loadCatalog(models, eventId)
        : empty.catalog;
      return { inventory: inventory ? withoutId(inventory) : empty.inventory, catalog, orders, tickets };
    },

    async save(session, before, after) {
      const changed: Change[] = [];
      for (const order of after.orders.values()) {
        const earlier = before.orders.get(order.orderId);
        if (earlier !== order) changed.push({ before: earlier, after: order });
      }
      await writeOrders(models, changed, session);
      if (after.inventory === before.inventory) return { ledger: after, changed };
      const inventory = { ...after.inventory, version: before.inventory.version + 1 };
      await models.inventories.collection.replaceOne(
        { _id: inventory.eventId as never, version: before.inventory.version },
        inventory,
        {
          session,
          upsert: before.inventory.version === 0,
        },
      );
      return { ledger: { ...after, inventory }, changed };
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
