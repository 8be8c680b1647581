// One attempt at one message, the same for every adapter: decode, call the handler, say what to do with it.
import { decodeMessage, UndecodableMessage } from '../messages/index.ts';
import type { AnyMessage, MessageType } from '../messages/index.ts';
import type { Handlers } from './bus.ts';
import { isOutage } from '../errors/index.ts';
import { pause } from './pause.ts';
import { backoffAfter, jittered } from './settings.ts';
import type { DeliverySettings } from './settings.ts';

export type AnyHandler = (message: AnyMessage) => Promise<void>;

export interface Delivery {
  type: MessageType;
  payload: Uint8Array;
  /** Deliveries so far, this one included. */
  attempts: number;
}

export type Outcome =
  | { kind: 'acknowledge' }
  | { kind: 'retry'; delayMs: number; error: unknown }
  | { kind: 'set-aside'; reason: string };

/** The handled types with their handlers; the handler of a type only ever gets messages of that type. */
export function handlerEntries(handlers: Handlers): [MessageType, AnyHandler][] {
  return Object.entries(handlers) as [MessageType, AnyHandler][];
}

export interface AttemptContext {
  settings: DeliverySettings;
  /** Aborted when the worker stops: a wait for a dependency ends then. */
  stopping: AbortSignal;
  onOutage(error: unknown): void;
}

/**
 * Never throws. While a dependency is down the message is held and tried again in place: those tries do not count,
 * and the places they occupy keep the worker from pulling more of what cannot be handled now.
 */
export async function attempt(
  delivery: Delivery,
  handler: AnyHandler,
  context: AttemptContext,
): Promise<Outcome> {
  const { settings, stopping, onOutage } = context;
  // A message seen far more often than it was answered takes its process down each time: set it aside untouched.
  if (delivery.attempts > settings.maxDeliver * 4) {
    return { kind: 'set-aside', reason: 'delivered again and again without an answer' };
  }
  let message: AnyMessage;
  try {
    message = decodeAs(delivery.type, delivery.payload);
  } catch (error) {
    return { kind: 'set-aside', reason: `undecodable: ${reasonOf(error)}` };
  }
  for (let outages = 1; ; outages += 1) {
    try {
      await within(settings.handlerTimeoutMs, handler(message));
      return { kind: 'acknowledge' };
    } catch (error) {
      if (!isOutage(error)) return afterFailure(delivery.attempts, error, settings);
      onOutage(error);
      const delayMs = Math.min(backoffAfter(outages, settings.backoffMs), jittered(settings.outageRetryMs));
      await pause(delayMs, stopping);
      if (stopping.aborted) return { kind: 'retry', delayMs, error };
    }
  }
}

function afterFailure(attempts: number, error: unknown, settings: DeliverySettings): Outcome {
  if (attempts >= settings.maxDeliver) return { kind: 'set-aside', reason: reasonOf(error) };
  return { kind: 'retry', delayMs: backoffAfter(attempts, settings.backoffMs), error };
}

function decodeAs(type: MessageType, payload: Uint8Array): AnyMessage {
  const message = decodeMessage(payload);
  if (message.type !== type) throw new UndecodableMessage(`a ${message.type} where a ${type} belongs`);
  return message;
}

/** One line, at most 500 characters: it travels in a header. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replace(/\s+/g, ' ').slice(0, 500);
}

async function within(limitMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the handler did not return within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
