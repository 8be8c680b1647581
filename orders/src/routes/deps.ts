import type { Board } from '../board.ts';
import type { LedgerService } from '../ledger.ts';
import type { CopiesStore } from '../store/copies.store.ts';
import type { InventoryStore } from '../store/inventory.store.ts';
import type { OrderStore } from '../store/order.store.ts';
import type { WaitingStore } from '../store/waiting.store.ts';

/** What the routes are functions of. */
export interface RouteDeps {
  ledger: LedgerService;
  orders: OrderStore;
  copies: CopiesStore;
  inventories: InventoryStore;
  waiting: WaitingStore;
  board: Board;
  /** The database's clock: all replicas agree on it. */
  now: () => Date;
  newId: () => string;
}
