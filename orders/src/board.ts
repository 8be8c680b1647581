// What this process knows without asking the database: the last inventory of each event, and who ordered lately.
// It may lag by milliseconds, so it only ever refuses what is sold out; whoever may have an order is decided by the ledger.
import { firstShort } from './domain/inventory.ts';
import type { Inventory, Quantity } from './domain/inventory.ts';

export interface Board {
  learnInventory(inventory: Inventory): void;
  learnBuyer(eventId: string, userId: string): void;
  inventoryOf(eventId: string): Inventory | undefined;
  /** The type that is surely short for this customer; undefined when only the ledger can tell. */
  surelyShort(question: {
    eventId: string;
    userId: string;
    wanted: readonly Quantity[];
  }): Quantity | undefined;
  /** Calls back on each newer inventory of the event, until the returned function is called. */
  follow(eventId: string, listener: (inventory: Inventory) => void): () => void;
  /** While not live (the change stream is broken), nothing is surely short. */
  setLive(live: boolean): void;
}

export function createBoard(): Board {
  const inventories = new Map<string, Inventory>();
  const buyers = new Map<string, Set<string>>();
  const listeners = new Map<string, Set<(inventory: Inventory) => void>>();
  let live = false;

  return {
    learnInventory(inventory) {
      const known = inventories.get(inventory.eventId);
      if (known && known.version >= inventory.version) return;
      inventories.set(inventory.eventId, inventory);
      for (const listener of listeners.get(inventory.eventId) ?? []) listener(inventory);
    },
    learnBuyer(eventId, userId) {
      const known = buyers.get(eventId);
      if (known) known.add(userId);
      else buyers.set(eventId, new Set([userId]));
    },
    inventoryOf: (eventId) => (live ? inventories.get(eventId) : undefined),
    surelyShort({ eventId, userId, wanted }) {
      const inventory = live ? inventories.get(eventId) : undefined;
      if (!inventory || inventory.closed || buyers.get(eventId)?.has(userId)) return undefined;
      const known = new Set(inventory.types.map((stock) => stock.ticketTypeId));
      return wanted.every((entry) => known.has(entry.ticketTypeId))
        ? firstShort(inventory, wanted)
        : undefined;
    },
    follow(eventId, listener) {
      const followers = listeners.get(eventId) ?? new Set();
      listeners.set(eventId, followers.add(listener));
      return () => {
        followers.delete(listener);
        if (followers.size === 0) listeners.delete(eventId);
      };
    },
    setLive(next) {
      // What was missed while it was broken is unknown: start afresh.
      if (!next) inventories.clear();
      live = next;
    },
  };
}
