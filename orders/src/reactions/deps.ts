import type { LedgerService } from '../ledger.ts';
import type { CopiesStore } from '../store/copies.store.ts';
import type { OrderStore } from '../store/order.store.ts';

export interface ReactionDeps {
  ledger: LedgerService;
  orders: OrderStore;
  copies: CopiesStore;
}
