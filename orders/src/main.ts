// Composition root of the orders service.
import { createDatabaseClock, createIdempotencyStore } from '@turnout/common/outbox';
import { every, newId, openService, react, runService, serveHttp } from '@turnout/common/runtime';
import { createOrdersApp } from './app.ts';
import { createBoard } from './board.ts';
import { ordersConfig } from './config.ts';
import { createLedgerService } from './ledger.ts';
import { ordersReactions } from './reactions/index.ts';
import { createCopiesStore } from './store/copies.store.ts';
import { createInventoryStore } from './store/inventory.store.ts';
import { createLedgerStore } from './store/ledger.store.ts';
import { feedBoard } from './store/board-feed.ts';
import { registerModels } from './store/models.ts';
import { createWaitingStore } from './store/waiting.store.ts';
import { createOrderStore } from './store/order.store.ts';
import { sweepOverdue } from './sweeper.ts';

await runService({
  name: 'orders',
  config: ordersConfig,
  async start(context) {
    const { logger, onStop, config } = context;
    const { connection, bus, outbox, verifier, store } = await openService(context, (database) => ({
      models: registerModels(database),
      idempotency: createIdempotencyStore(database),
    }));
    const { models, idempotency } = store;

    const clock = await createDatabaseClock(connection);
    onStop('clock', every({ intervalMs: 10_000, logger, what: 'reading the clock' }, clock.synchronize));
    const board = createBoard();
    onStop('board', feedBoard({ connection, models, board, logger, now: clock.now }));
    const ledgerStore = createLedgerStore(models);
    const ledger = createLedgerService({ store: ledgerStore, outbox, now: clock.now, newId, board });
    const orders = createOrderStore(models);
    const copies = createCopiesStore(models);
    const inventories = createInventoryStore(models);
    const waiting = createWaitingStore(models);

    onStop(
      'sweeper',
      every({ intervalMs: 2_000, logger, what: 'ending overdue orders' }, async () => {
        await sweepOverdue({ orders, ledger, now: clock.now });
      }),
    );
    await react(context, bus, ordersReactions({ ledger, orders, copies }));
    const deps = { ledger, orders, copies, inventories, waiting, board, now: clock.now, newId };
    await serveHttp(
      context,
      createOrdersApp({ ...context, ...deps, publicUrl: config.PUBLIC_URL, verifier, idempotency }),
    );
  },
});
