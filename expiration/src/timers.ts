// One delayed job an open order, in Redis. Redis is a timer and never the truth: a lost job only makes an order end a little later.
import { AppError } from '@turnout/common/errors';
import Queue from 'bull';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';

export interface Timer {
  orderId: string;
  eventId: string;
  /** ISO instant. */
  expiresAt: string;
}

export interface Timers {
  /** Sets the order's timer; one is enough however often this is asked. Like the others, throws `unavailable` without Redis. */
  set(timer: Timer): Promise<void>;
  clear(orderId: string): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface TimersOptions {
  redisUrl: string;
  /** Called when a timer is due; one that throws is tried again, in 1 s and then ever more slowly. */
  onDue(timer: Timer): Promise<void>;
  now(): Date;
  logger: Logger;
  /** Keeps the jobs of tests apart in one Redis. */
  queueName?: string;
}

const parallel = 64;
const attempts = 20;
const firstRetryMs = 1_000;
const answerWithinMs = 2_000;

export function createTimers(options: TimersOptions): Timers {
  const { redisUrl, onDue, now, logger, queueName = 'order-expirations' } = options;
  // bull wants connections of its own that never give up (https://github.com/OptimalBits/bull/blob/develop/PATTERNS.md#reusing-redis-connections).
  const connections: Redis[] = [];
  const connect = () => {
    const redis = new Redis(redisUrl, { maxRetriesPerRequest: null, enableReadyCheck: false });
    redis.on('error', (error) =>
      logger.warn({ error }, 'Redis is not reachable; orders end by the sweeper meanwhile'),
    );
    connections.push(redis);
    return redis;
  };
  const queue = new Queue<Timer>(queueName, { createClient: connect as never });
  queue.on('error', (error) => logger.warn({ error }, 'the timer queue met an error'));
  queue.on('failed', (job, error) =>
    logger.warn({ error, orderId: job.data.orderId }, 'a timer could not be reported; it is tried again'),
  );
  const working = queue.process(parallel, (job) => onDue(job.data));
  working.catch((error: unknown) => logger.warn({ error }, 'the timer worker ended'));

  return {
    async set(timer) {
      const delay = Math.max(0, Date.parse(timer.expiresAt) - now().getTime());
      const backoff = { type: 'exponential', delay: firstRetryMs };
      await answerIn(
        queue.add(timer, {
          jobId: timer.orderId,
          delay,
          attempts,
          backoff,
          removeOnComplete: true,
          removeOnFail: true,
        }),
      );
    },
    async clear(orderId) {
      const job = await answerIn(queue.getJob(orderId));
      // A job being worked on cannot be removed; what it reports is then ignored by orders.
      await job?.remove().catch(() => undefined);
    },
    async ping() {
      await answerIn(queue.client.ping());
    },
    async close() {
      // Waits for reports under way, unless Redis is gone; bull leaves connections open that it did not make.
      await answerIn(queue.close()).catch(() => undefined);
      for (const redis of connections) redis.disconnect();
    },
  };
}

/**
 * Connections wait for Redis for ever; callers do not. Whatever goes wrong here (no answer, no memory, still loading) is an outage
 * and never the fault of the message that asked: `unavailable`, so that it is held and not set aside.
 */
async function answerIn<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), answerWithinMs);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    throw new AppError('unavailable', 'redis-unavailable', `Redis: ${String(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
