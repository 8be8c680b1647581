// The bus on NATS Streaming, for clusters that still run it. It keeps no message ids: a message published twice arrives twice.
import { randomUUID } from 'node:crypto';
import { encodeMessage } from '../../messages/index.ts';
import { handlerEntries } from '../attempt.ts';
import type { BusAdapter } from '../bus.ts';
import { defaultConcurrency, deliverySettings, silentLogger } from '../settings.ts';
import type { BusLogger, DeliverySettings } from '../settings.ts';
import { checkName, createSubjects } from '../subjects.ts';
import { createDeadLetters } from './dead-letters.ts';
import { createPublish } from './publish.ts';
import { openSessions } from './session.ts';
import { startWorker } from './worker.ts';
import type { Worker } from './worker.ts';

export interface NatsStreamingOptions extends Partial<DeliverySettings> {
  url: string;
  clusterId: string;
  /** Unique among the processes; letters, digits, dashes and underscores. */
  clientId?: string;
  namespace?: string;
  logger?: BusLogger;
  publishTimeoutMs?: number;
  connectTimeoutMs?: number;
}

/** Connects; rejects when the broker does not answer in time. */
export async function connectNatsStreaming(options: NatsStreamingOptions): Promise<BusAdapter> {
  const { url, clusterId, clientId = `turnout-${randomUUID()}`, namespace = 'turnout' } = options;
  const { logger = silentLogger, publishTimeoutMs = 5_000, connectTimeoutMs = 30_000 } = options;
  const settings = deliverySettings(options);
  const subjects = createSubjects(namespace);
  const sessions = await openSessions({ url, clusterId, clientId, connectTimeoutMs, logger });
  const publish = createPublish(sessions, publishTimeoutMs);
  const deadLetters = createDeadLetters({
    sessions,
    channel: subjects.deadLetterChannel,
    publish,
    readTimeoutMs: 10_000,
  });
  const workers = new Set<Worker>();
  const publishing = new Set<Promise<void>>();
  let closed = false;

  return {
    async publish(message) {
      if (closed) throw new Error('the bus is closed');
      const work = publish(subjects.subjectOf(message.type), encodeMessage(message));
      publishing.add(work);
      await work.finally(() => publishing.delete(work));
    },
    async subscribe({ group, handlers, concurrency = defaultConcurrency }) {
      checkName('group', group);
      const started = handlerEntries(handlers).map(([type, handler]) => {
        const names = {
          group,
          type,
          channel: subjects.subjectOf(type),
          durable: subjects.durableOf(group, type),
        };
        return startWorker({ ...names, sessions, handler, concurrency, settings, deadLetters, logger });
      });
      for (const worker of started) workers.add(worker);
      return {
        async stop() {
          await Promise.all(started.map((worker) => worker.stop()));
          for (const worker of started) workers.delete(worker);
        },
      };
    },
    async close() {
      closed = true;
      await Promise.all([...workers].map((worker) => worker.stop()));
      workers.clear();
      await Promise.allSettled(publishing);
      await sessions.close();
    },
    isConnected: () => sessions.current() !== undefined,
    /** NATS Streaming does not say when a channel was made: after a loss, operators run `turnout-re-emit`. */
    storeState: async () => undefined,
    deadLetters,
  };
}
