// One process working for one group on one message type: pulls no more than it has places for.
import type { Consumer, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import type { MessageType } from '../../messages/index.ts';
import { attempt, reasonOf } from '../attempt.ts';
import type { AnyHandler } from '../attempt.ts';
import { atMost, pause } from '../pause.ts';
import { backoffAfter, jittered } from '../settings.ts';
import type { BusLogger, DeliverySettings } from '../settings.ts';
import { createSlots } from '../slots.ts';
import { ensureConsumer } from './consumers.ts';
import type { WantedConsumer } from './consumers.ts';
import type { DeadLetterStore } from './dead-letters.ts';
import type { Link } from './link.ts';

/** An idle pull is renewed this often, and a broker that forgot us is noticed after two missed heartbeats. */
const pullMs = 5_000;
const heartbeatMs = 1_000;
/** How long a stopping worker waits for its last pull, so that messages on their way are handed back, not dropped. */
const lastPullMs = 100;

export interface WorkerOptions {
  link: Link;
  group: string;
  type: MessageType;
  handler: AnyHandler;
  concurrency: number;
  settings: DeliverySettings;
  consumer: WantedConsumer;
  deadLetters: Pick<DeadLetterStore, 'store'>;
  ensureStream(): Promise<void>;
  logger: BusLogger;
}

export interface Worker {
  /** Takes no more messages and waits for those in work. */
  stop(): Promise<void>;
}

export function startWorker(options: WorkerOptions): Worker {
  const { link, group, type, settings, logger } = options;
  const slots = createSlots(options.concurrency);
  const stopping = new AbortController();
  let pull: ConsumerMessages | undefined;
  const forgetPull = link.onLost(() => pull?.stop());
  const running = run();

  /** Any trouble (connection, stream or consumer gone) starts over from the top, which makes what is missing. */
  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if (!link.isConnected()) throw new Error('not connected');
        await options.ensureStream();
        await pullFrom(await ensureConsumer(link, options.consumer));
      } catch (error) {
        if (stopping.signal.aborted || link.connection.isClosed()) return;
        if (link.isConnected()) {
          logger.warn({ group, type, reason: reasonOf(error) }, 'cannot pull messages, trying again');
        }
        await pause(jittered(300), stopping.signal);
      }
    }
  }

  async function pullFrom(consumer: Consumer): Promise<void> {
    const epoch = link.epoch();
    const isOver = (): boolean => stopping.signal.aborted || epoch !== link.epoch();
    while (!isOver()) {
      const places = await slots.free();
      if (isOver()) return;
      pull = await consumer.fetch({ max_messages: places, expires: pullMs, idle_heartbeat: heartbeatMs });
      if (isOver()) pull.stop();
      for await (const message of pull) {
        if (epoch !== link.epoch()) break;
        // Not at once: our own last pull would get it again.
        if (stopping.signal.aborted) message.nak(lastPullMs * 2);
        else slots.run(() => handle(message, epoch));
      }
    }
  }

  async function handle(message: JsMsg, epoch: number): Promise<void> {
    // After a reconnect the broker may have lost its store: the answer could then settle a new message of the same number.
    const answer = (settle: () => void): void => {
      if (link.epoch() === epoch && !link.connection.isClosed()) settle();
    };
    const heartbeat = setInterval(() => answer(() => message.working()), settings.ackWaitMs / 2);
    try {
      await settle(message, answer);
    } finally {
      clearInterval(heartbeat);
    }
  }

  async function settle(message: JsMsg, answer: (settle: () => void) => void): Promise<void> {
    const attempts = message.info.deliveryCount;
    const facts = { group, type, attempts, streamSequence: message.info.streamSequence };
    const outcome = await attempt({ type, payload: message.data, attempts }, options.handler, {
      settings,
      stopping: stopping.signal,
      onOutage: (error) =>
        logger.warn({ ...facts, reason: reasonOf(error) }, 'a dependency is down, holding the message'),
    });
    if (outcome.kind === 'acknowledge') return answer(() => message.ack());
    if (outcome.kind === 'retry') {
      logger.warn({ ...facts, reason: reasonOf(outcome.error), delayMs: outcome.delayMs }, 'message failed');
      return answer(() => message.nak(outcome.delayMs));
    }
    try {
      await options.deadLetters.store({ group, type, message, reason: outcome.reason });
      logger.error({ ...facts, reason: outcome.reason }, 'message set aside');
      answer(() => message.term());
    } catch (error) {
      logger.error({ ...facts, reason: reasonOf(error) }, 'cannot set the message aside, trying again');
      answer(() => message.nak(backoffAfter(attempts, settings.backoffMs)));
    }
  }

  return {
    async stop() {
      stopping.abort();
      await atMost(lastPullMs, running);
      pull?.stop();
      forgetPull();
      await running;
      await slots.idle();
    },
  };
}
