// How often and how soon a failed message is tried again; the same words for every adapter.

export interface DeliverySettings {
  /** Attempts before a message is set aside as a dead letter. */
  maxDeliver: number;
  /** Wait before attempt 2, 3, ...; the last one repeats. Each wait is jittered by a quarter. */
  backoffMs: readonly number[];
  /** The broker gives a message to another worker when this one was silent for so long. */
  ackWaitMs: number;
  /** A handler that has not returned by then counts as failed, so that a hung one cannot hold a place for ever. */
  handlerTimeoutMs: number;
  /** The longest wait while a dependency is down; those attempts are not counted. */
  outageRetryMs: number;
}

const defaultDelivery: DeliverySettings = {
  maxDeliver: 8,
  backoffMs: [250, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000],
  ackWaitMs: 10_000,
  handlerTimeoutMs: 120_000,
  outageRetryMs: 5_000,
};

/** The given settings, completed by the defaults. */
export function deliverySettings(given: Partial<DeliverySettings>): DeliverySettings {
  return {
    maxDeliver: given.maxDeliver ?? defaultDelivery.maxDeliver,
    backoffMs: given.backoffMs ?? defaultDelivery.backoffMs,
    ackWaitMs: given.ackWaitMs ?? defaultDelivery.ackWaitMs,
    handlerTimeoutMs: given.handlerTimeoutMs ?? defaultDelivery.handlerTimeoutMs,
    outageRetryMs: given.outageRetryMs ?? defaultDelivery.outageRetryMs,
  };
}

export const defaultConcurrency = 16;

/** Spreads waits by a quarter up and down, so that many waiters do not come back in one instant. */
export function jittered(ms: number, random: () => number = Math.random): number {
  return Math.round(ms * (0.75 + random() * 0.5));
}

/** Milliseconds to wait after `attempts` attempts have failed. */
export function backoffAfter(attempts: number, backoffMs: readonly number[]): number {
  return jittered(backoffMs[Math.min(attempts, backoffMs.length) - 1] ?? 1_000);
}

/** Just what the bus needs of a logger; a pino logger fits. */
export interface BusLogger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

const ignore = (): void => undefined;
export const silentLogger: BusLogger = { info: ignore, warn: ignore, error: ignore };
