// One process working for one group on one channel. The broker knows no delayed redelivery, so a failed message is kept
// in hand and tried again here; when this process dies the broker gives it to another one after the ack wait.
import { randomUUID } from 'node:crypto';
import type { Message, Subscription } from 'node-nats-streaming';
import type { MessageType } from '../../messages/index.ts';
import { attempt, reasonOf } from '../attempt.ts';
import type { AnyHandler, Outcome } from '../attempt.ts';
import { atMost, pause } from '../pause.ts';
import type { BusLogger, DeliverySettings } from '../settings.ts';
import type { DeadLetterStore } from './dead-letters.ts';
import type { Session, Sessions } from './session.ts';

export interface WorkerOptions {
  sessions: Sessions;
  group: string;
  type: MessageType;
  channel: string;
  durable: string;
  handler: AnyHandler;
  /** Messages in hand at once, those waiting for their next try included. */
  concurrency: number;
  settings: DeliverySettings;
  deadLetters: Pick<DeadLetterStore, 'store'>;
  logger: BusLogger;
}

export interface Worker {
  /** Takes no more messages and waits for those in work. */
  stop(): Promise<void>;
}

/** The client offers this but its types leave it out. */
type Counted = Message & { getRedeliveryCount(): number };

export function startWorker(options: WorkerOptions): Worker {
  const { group, type, settings, logger } = options;
  const stopping = new AbortController();
  const inHand = new Map<string, Promise<void>>();
  let sessionNumber = 0;
  let subscription: { of: Session; on: Subscription } | undefined;
  const forget = options.sessions.onOpen(listen);

  function listen(session: Session): void {
    const { stan } = session;
    sessionNumber += 1;
    const prefix = sessionNumber;
    const wanted = stan
      .subscriptionOptions()
      .setManualAckMode(true)
      .setDeliverAllAvailable()
      .setAckWait(settings.ackWaitMs)
      .setMaxInFlight(options.concurrency)
      .setDurableName(options.durable);
    const on = stan.subscribe(options.channel, group, wanted);
    subscription = { of: session, on };
    on.on('error', (error: unknown) => session.drop(error));
    on.on('timeout', (error: unknown) => session.drop(error));
    on.on('message', (message: Counted) => {
      const key = `${prefix}:${message.getSequence()}`;
      // Redelivered because its handler is slow: it is in work already.
      if (stopping.signal.aborted || inHand.has(key)) return;
      inHand.set(
        key,
        handle(session, message).finally(() => inHand.delete(key)),
      );
    });
  }

  async function handle(session: Session, message: Counted): Promise<void> {
    for (let attempts = message.getRedeliveryCount() + 1; ; attempts += 1) {
      const facts = { group, type, attempts, sequence: message.getSequence() };
      const outcome = await attempt({ type, payload: message.getRawData(), attempts }, options.handler, {
        settings,
        stopping: stopping.signal,
        onOutage: (error) =>
          logger.warn({ ...facts, reason: reasonOf(error) }, 'a dependency is down, holding the message'),
      });
      if (outcome.kind === 'retry') {
        logger.warn(
          { ...facts, reason: reasonOf(outcome.error), delayMs: outcome.delayMs },
          'message failed',
        );
        await pause(outcome.delayMs, stopping.signal);
      } else if (outcome.kind === 'acknowledge' || (await isSetAside(message, attempts, outcome))) {
        if (!session.isLost()) message.ack();
        return;
      }
      if (stopping.signal.aborted || session.isLost()) return;
    }
  }

  async function isSetAside(
    message: Message,
    attempts: number,
    { reason }: Extract<Outcome, { kind: 'set-aside' }>,
  ): Promise<boolean> {
    try {
      await options.deadLetters.store({
        deadLetterId: randomUUID(),
        group,
        subject: message.getSubject(),
        reason,
        attempts,
        failedAt: new Date().toISOString(),
        payload: message.getRawData(),
      });
      logger.error({ group, type, attempts, reason }, 'message set aside');
      return true;
    } catch (error) {
      logger.error({ group, type, reason: reasonOf(error) }, 'cannot set the message aside, trying again');
      return false;
    }
  }

  return {
    async stop() {
      stopping.abort();
      forget();
      await Promise.all(inHand.values());
      if (subscription && !subscription.of.isLost()) await closeDurable(subscription.on);
    },
  };
}

/** Leaves the group without giving up its place in the channel. Acknowledgements must be sent before. */
async function closeDurable(subscription: Subscription): Promise<void> {
  const done = new Promise<void>((resolve) => {
    for (const outcome of ['closed', 'error', 'timeout']) subscription.once(outcome, () => resolve());
  });
  subscription.close();
  await atMost(2_000, done);
}
