import { pino } from 'pino';
import type { Logger } from 'pino';
import { createHttpMetrics } from '../http/index.ts';
import type { HttpMetrics, IdempotencyStore } from '../http/index.ts';
import { createMemoryBus } from '../messaging/index.ts';
import type { Handlers, MemoryBus } from '../messaging/index.ts';
import { connectMongo, createIdempotencyStore, createOutbox } from '../outbox/index.ts';
import type { Mongo, Outbox } from '../outbox/index.ts';
import { newId } from '../runtime/new-id.ts';
import { createTestAuth } from './test-auth.ts';
import type { TestAuth } from './test-auth.ts';

/** Everything a component test hands to a service instead of a network: a real database of its own, a bus in memory, real tokens. */
export interface TestKit {
  mongo: Mongo;
  bus: MemoryBus;
  outbox: Outbox;
  auth: TestAuth;
  idempotency: IdempotencyStore;
  metrics: HttpMetrics;
  logger: Logger;
  /** Subscribes reactions, as the service's main does. */
  react(group: string, handlers: Handlers): Promise<void>;
  /** Resolves when every committed message has been delivered and handled, and whatever that caused too. */
  settle(): Promise<void>;
  /** Drops the database and closes everything. */
  stop(): Promise<void>;
}

/** Opens a kit. Register the service's models, then `await kit.mongo.prepare()`. */
export async function createTestKit(): Promise<TestKit> {
  const url = process.env.TEST_MONGO_URL;
  if (!url) throw new Error('TEST_MONGO_URL is not set: run tests through jest of the project root');
  const mongo = await connectMongo({ url, dbName: `test_${newId()}`, monitorCommands: true });
  const logger = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const bus = createMemoryBus();
  const outbox = createOutbox({
    connection: mongo.connection,
    publish: (message) => bus.publish(message),
    logger,
    now: () => new Date(),
    newId,
    sweepIntervalMs: 200,
  });
  return {
    mongo,
    bus,
    outbox,
    auth: createTestAuth(),
    idempotency: createIdempotencyStore(mongo.connection),
    metrics: createHttpMetrics(),
    logger,
    async react(group, handlers) {
      await bus.subscribe({ group, handlers });
    },
    async settle() {
      let before = -1;
      while (before !== bus.published.length) {
        before = bus.published.length;
        await outbox.flush();
        await bus.idle();
      }
    },
    async stop() {
      await outbox.stop();
      await bus.close();
      await mongo.connection.dropDatabase();
      await mongo.close();
    },
  };
}
