import type { InventoryState } from '@turnout/common/messages';
import type { ReactionDeps } from './reaction-deps.ts';

/** Knows what is left of each ticket type. */
export function keepStockOnInventoryUpdated({ store }: Pick<ReactionDeps, 'store'>) {
  return async ({ data }: { data: InventoryState }): Promise<void> => {
    await store.copies.keepInventory(data);
  };
}
