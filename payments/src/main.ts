import { createDatabaseClock, createIdempotencyStore } from '@turnout/common/outbox';
import { every, newId, openService, react, runService, serveHttp } from '@turnout/common/runtime';
import { createPaymentsApp } from './app.ts';
import { paymentsConfig } from './config.ts';
import { createStripe, createStripeGateway } from './gateway/stripe-gateway.ts';
import { createNoticeReader } from './gateway/stripe-notices.ts';
import { paymentsReactions } from './reactions/index.ts';
import { createOrderCopyStore } from './store/order-copy.store.ts';
import { createPaymentStore } from './store/payment.store.ts';
import { createTaskStore } from './store/task.store.ts';
import { createPaymentWork } from './work/payment-work.ts';
import { createLookback } from './work/reconcile.ts';

await runService({
  name: 'payments',
  config: paymentsConfig,
  async start(context) {
    const { config, logger } = context;
    const { connection, bus, outbox, verifier, store } = await openService(context, (database) => ({
      orders: createOrderCopyStore(database),
      payments: createPaymentStore(database),
      tasks: createTaskStore(database),
      idempotency: createIdempotencyStore(database),
    }));

    const clock = await createDatabaseClock(connection);
    const timer = (what: string, seconds: number) => ({ what, intervalMs: seconds * 1_000, logger });
    context.onStop(
      'clock',
      every(timer('reading the clock', 30), () => clock.synchronize()),
    );

    const stripe = createStripe({
      secretKey: config.STRIPE_SECRET_KEY,
      apiBase: config.STRIPE_API_BASE ?? null,
    });
    const deps = {
      ...context,
      ...store,
      outbox,
      newId,
      now: clock.now,
      gateway: createStripeGateway(stripe),
    };
    const work = createPaymentWork({ ...deps, registry: context.metrics.registry, random: Math.random });
    for (const worker of [work.money, work.watcher]) {
      worker.start();
      context.onStop('tasks', worker.stop);
    }
    const lookBackTo = createLookback(clock.now);
    context.onStop(
      'reconciler',
      every(timer('reconciling', config.RECONCILE_SECONDS), () => work.reconcile(lookBackTo())),
    );

    await react(context, bus, paymentsReactions({ ...deps, nudge: work.money.nudge }));
    const apiBase = config.STRIPE_PUBLIC_API_BASE ?? config.STRIPE_API_BASE ?? null;
    await serveHttp(
      context,
      createPaymentsApp({
        ...deps,
        work,
        verifier,
        publicUrl: config.PUBLIC_URL,
        notices: createNoticeReader(stripe, config.STRIPE_WEBHOOK_SECRET),
        stripe: { publishableKey: config.STRIPE_PUBLISHABLE_KEY, apiBase },
      }),
    );
  },
});
