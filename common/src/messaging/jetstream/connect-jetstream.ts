// The bus on NATS JetStream.
import { encodeMessage } from '../../messages/index.ts';
import { handlerEntries } from '../attempt.ts';
import type { BusAdapter } from '../bus.ts';
import { pause } from '../pause.ts';
import { defaultConcurrency, deliverySettings, jittered, silentLogger } from '../settings.ts';
import type { BusLogger, DeliverySettings } from '../settings.ts';
import { checkName, createSubjects } from '../subjects.ts';
import { createDeadLetters } from './dead-letters.ts';
import { openLink } from './link.ts';
import type { Link } from './link.ts';
import { createPublish } from './publish.ts';
import { createSequenceMarks } from './sequence-marks.ts';
import { ensureStream, StreamMismatch, wantedStreams } from './streams.ts';
import type { WantedStream } from './streams.ts';
import { startWorker } from './worker.ts';
import type { Worker } from './worker.ts';

export interface JetStreamOptions extends Partial<DeliverySettings> {
  /** One server or several, separated by commas. */
  url: string;
  namespace?: string;
  /** Shown in the broker's connection list. */
  name?: string;
  logger?: BusLogger;
  /** Copies of each stream; 3 in production. */
  replicas?: number;
  /** Limit for each stream. */
  maxBytes?: number;
  publishTimeoutMs?: number;
  connectTimeoutMs?: number;
}

/** Connects and makes the streams; rejects when the broker does not answer or does not accept them in time. */
export async function connectJetStream(options: JetStreamOptions): Promise<BusAdapter> {
  const {
    url,
    namespace = 'turnout',
    name = 'turnout',
    logger = silentLogger,
    replicas = 1,
    maxBytes,
  } = options;
  const { publishTimeoutMs = 5_000, connectTimeoutMs = 30_000 } = options;
  const settings = deliverySettings(options);
  const subjects = createSubjects(namespace);
  const wanted = wantedStreams(subjects, { replicas, ...(maxBytes === undefined ? {} : { maxBytes }) });

  const link = await openLink({ url, name, connectTimeoutMs, logger });
  try {
    await ensureAll({ link, wanted, withinMs: connectTimeoutMs });
  } catch (error) {
    await link.close();
    throw error;
  }
  const ensureNamed = createEnsure(link, wanted);
  const marks = createSequenceMarks();
  const publish = createPublish({
    link,
    marks,
    timeoutMs: publishTimeoutMs,
    ensureStreamOf: (subject) => ensureNamed((stream) => matches(stream, subject)),
  });
  const deadLetters = createDeadLetters({ link, subjects, publish });
  const workers = new Set<Worker>();
  const publishing = new Set<Promise<void>>();

  return {
    async publish(message) {
      const work = publish({
        subject: subjects.subjectOf(message.type),
        payload: encodeMessage(message),
        messageId: message.messageId,
        headers: message.traceparent ? { traceparent: message.traceparent } : {},
      });
      publishing.add(work);
      await work.finally(() => publishing.delete(work));
    },
    async subscribe({ group, handlers, concurrency = defaultConcurrency }) {
      checkName('group', group);
      const started = handlerEntries(handlers).map(([type, handler]) => {
        const stream = subjects.streamFor(type);
        const consumer = {
          stream,
          durable: subjects.durableOf(group, type),
          subject: subjects.subjectOf(type),
          ackWaitMs: settings.ackWaitMs,
        };
        const ensureOwn = (): Promise<void> => ensureNamed((each) => each.name === stream);
        const shared = { link, settings, deadLetters, logger, ensureStream: ensureOwn };
        return startWorker({ ...shared, group, type, handler, concurrency, consumer });
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
      await Promise.all([...workers].map((worker) => worker.stop()));
      workers.clear();
      await Promise.allSettled(publishing);
      await link.close();
    },
    isConnected: link.isConnected,
    async storeState(publisher) {
      await ensureNamed((each) => each.name === subjects.streamOf(publisher));
      const { created, state } = await link.manager.streams.info(subjects.streamOf(publisher));
      // A stream that was lost and made anew has another birthday.
      const hasLost = marks.hasLost(subjects.allOf(publisher), state.last_seq);
      return { identity: created, lastSequence: state.last_seq, hasLost };
    },
    deadLetters,
  };
}

/** A server that has just started answers before its JetStream does, hence the patience. */
async function ensureAll(options: { link: Link; wanted: WantedStream[]; withinMs: number }): Promise<void> {
  const deadline = Date.now() + options.withinMs;
  for (;;) {
    try {
      for (const stream of options.wanted) await ensureStream(options.link.manager, stream);
      return;
    } catch (error) {
      const waitMs = jittered(500);
      if (error instanceof StreamMismatch || Date.now() + waitMs > deadline) throw error;
      await pause(waitMs);
    }
  }
}

/** One check of a stream at a time, shared by all who ask meanwhile. */
function createEnsure(link: Link, wanted: WantedStream[]) {
  const checking = new Map<string, Promise<void>>();
  return async (isWanted: (stream: WantedStream) => boolean): Promise<void> => {
    const stream = wanted.find(isWanted);
    if (!stream) throw new Error('no such stream');
    const running = checking.get(stream.name) ?? ensureStream(link.manager, stream);
    checking.set(stream.name, running);
    await running.finally(() => checking.delete(stream.name));
  };
}

function matches(stream: WantedStream, subject: string): boolean {
  return (stream.subjects ?? []).some((pattern) => subject.startsWith(pattern.slice(0, -1)));
}
