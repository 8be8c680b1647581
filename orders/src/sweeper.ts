// Ends what is overdue, whatever became of the timers: Redis may lose everything and orders still end in time.
import type { LedgerService } from './ledger.ts';
import type { OrderStore } from './store/order.store.ts';

const pageSize = 1_000;

/** Ends every order whose time is up by `now` (the database's clock). Answers how many it found. */
export async function sweepOverdue(deps: {
  orders: OrderStore;
  ledger: LedgerService;
  now: () => Date;
}): Promise<number> {
  const { orders, ledger, now } = deps;
  let found = 0;
  for (;;) {
    const overdue = await orders.listOverdue({ now: now(), limit: pageSize });
    await Promise.all(
      overdue.map(({ orderId, eventId }) => ledger.execute(eventId, { kind: 'expire', orderId })),
    );
    found += overdue.length;
    if (overdue.length < pageSize) return found;
  }
}
