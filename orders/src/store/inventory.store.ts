import type { Inventory } from '../domain/inventory.ts';
import { withoutId } from './models.ts';
import type { OrdersModels } from './models.ts';

export interface InventoryStore {
  find(eventId: string): Promise<Inventory | undefined>;
}

export function createInventoryStore({ inventories }: OrdersModels): InventoryStore {
  return {
    async find(eventId) {
      const row = await inventories.findById(eventId).lean<Inventory & { _id: string }>();
      return row ? withoutId<Inventory>(row) : undefined;
    },
  };
}
