// The service in process: real database, real mail server, the bus in memory, a clock that the test moves.
import { newId } from '@turnout/common/runtime';
import { createTestKit } from '@turnout/common/testing';
import type { TestKit } from '@turnout/common/testing';
import { createDelivery } from '../src/delivery/deliver.ts';
import type { Delivery } from '../src/delivery/deliver.ts';
import { createMailMetrics } from '../src/delivery/metrics.ts';
import { createMailer } from '../src/delivery/smtp.ts';
import { notificationsReactions } from '../src/reactions/index.ts';
import { createCopyStore } from '../src/store/copy.store.ts';
import { createMailStore } from '../src/store/mail.store.ts';
import type { MailStore } from '../src/store/mail.store.ts';
import { createWaitingStore } from '../src/store/waiting.store.ts';
import { startMailServer } from './mail-server.ts';
import type { MailServer } from './mail-server.ts';

export interface RunningNotifications {
  kit: TestKit;
  mails: MailStore;
  server: MailServer;
  delivery: Delivery;
  /** Another replica: its own worker on the same database. */
  anotherWorker(): Delivery;
  pass(milliseconds: number): void;
  now(): Date;
  /** Handles all messages, then sends what is due. */
  settle(): Promise<void>;
  rows(): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

const publicUrl = 'http://shop.test';

export async function startNotifications(): Promise<RunningNotifications> {
  const kit = await createTestKit();
  const server = await startMailServer();
  const copies = createCopyStore(kit.mongo.connection);
  const mails = createMailStore(kit.mongo.connection);
  const waiting = createWaitingStore(kit.mongo.connection);
  await kit.mongo.prepare();
  let passed = 0;
  const now = (): Date => new Date(Date.now() + passed);
  const metrics = createMailMetrics(kit.metrics, mails);
  const workers: Delivery[] = [];
  function anotherWorker(): Delivery {
    const mailer = createMailer({ smtpUrl: server.url, from: 'Turnout <tickets@turnout.test>' });
    const worker = createDelivery({ mails, mailer, metrics, logger: kit.logger, now, newId });
    workers.push(worker);
    return worker;
  }
  const delivery = anotherWorker();
  await kit.react('notifications', notificationsReactions({ copies, mails, waiting, publicUrl, now }));
  return {
    kit,
    mails,
    server,
    delivery,
    anotherWorker,
    now,
    pass: (milliseconds) => void (passed += milliseconds),
    async settle() {
      await kit.settle();
      await delivery.deliverDue();
    },
    rows: () => kit.mongo.connection.collection('mails').find().toArray(),
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await server.stop();
      await kit.stop();
    },
  };
}
