// Composition root of the expiration service: no database, only timers in Redis.
import { createApp } from '@turnout/common/http';
import { openBus, react, runService, serveHttp } from '@turnout/common/runtime';
import { Histogram } from 'prom-client';
import { expirationConfig } from './config.ts';
import { expirationReactions } from './reactions.ts';
import { toExpirationDue } from './report-due.ts';
import { createTimers } from './timers.ts';

await runService({
  name: 'expiration',
  config: expirationConfig,
  async start(context) {
    const { config, logger, metrics, onStop, onReady, ready } = context;
    const now = () => new Date();
    const bus = await openBus(context);
    const lateness = new Histogram({
      name: 'expiration_lateness_seconds',
      help: 'From the end of the reservation window to the report of it',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 30],
      registers: [metrics.registry],
    });
    const timers = createTimers({
      redisUrl: config.REDIS_URL,
      now,
      logger,
      async onDue(timer) {
        await bus.publish(toExpirationDue(timer, now()));
        lateness.observe((now().getTime() - Date.parse(timer.expiresAt)) / 1_000);
      },
    });
    onStop('timers', timers.close);
    onReady('Redis does not answer', timers.ping);
    await react(context, bus, expirationReactions(timers));
    const app = createApp({
      name: 'expiration',
      logger,
      metrics,
      ready,
      publicUrl: config.PUBLIC_URL,
      routes: [],
    });
    await serveHttp(context, app);
  },
});
