import { createDatabaseClock } from '@turnout/common/outbox';
import { every, newId, openBus, openMongo, react, runService, serveHttp } from '@turnout/common/runtime';
import { createNotificationsApp } from './app.ts';
import { notificationsConfig } from './config.ts';
import { createDelivery } from './delivery/deliver.ts';
import { createMailMetrics } from './delivery/metrics.ts';
import { createMailer } from './delivery/smtp.ts';
import { notificationsReactions } from './reactions/index.ts';
import { createCopyStore } from './store/copy.store.ts';
import { createMailStore } from './store/mail.store.ts';
import { createWaitingStore } from './store/waiting.store.ts';

const clockEveryMs = 60_000;

await runService({
  name: 'notifications',
  config: notificationsConfig,
  async start(context) {
    const { config, logger } = context;
    const mongo = await openMongo(context);
    const bus = await openBus(context);
    const copies = createCopyStore(mongo.connection);
    const mails = createMailStore(mongo.connection);
    const waiting = createWaitingStore(mongo.connection);
    await mongo.prepare();
    // Leases of two processes count on one clock.
    const clock = await createDatabaseClock(mongo.connection);
    context.onStop(
      'clock',
      every({ intervalMs: clockEveryMs, logger, what: 'reading the clock' }, clock.synchronize),
    );
    const delivery = createDelivery({
      mails,
      mailer: createMailer({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM }),
      metrics: createMailMetrics(context.metrics, mails),
      logger,
      now: clock.now,
      newId,
    });
    context.onStop('mail delivery', delivery.stop);
    delivery.start();
    const publicUrl = config.PUBLIC_URL;
    await react(context, bus, notificationsReactions({ copies, mails, waiting, publicUrl, now: clock.now }));
    await serveHttp(context, createNotificationsApp({ ...context, publicUrl }));
  },
});
