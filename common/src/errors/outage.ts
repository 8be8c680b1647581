// Tells "a dependency is down" from "this message cannot be handled": the first must never set messages aside.
import { isAppError } from './app-error.ts';

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

const outageNames = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'MongooseServerSelectionError',
  'MaxRetriesPerRequestError',
]);

const retryableLabels = new Set([
  'TransientTransactionError',
  'UnknownTransactionCommitResult',
  'RetryableWriteError',
]);

/** True when retrying later can help whatever the message holds: the database, the network or a provider was away. */
export function isOutage(error: unknown): boolean {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 5;
    current = current.cause, depth += 1
  ) {
    if (isAppError(current) && current.kind === 'unavailable') return true;
    if (outageNames.has(current.name)) return true;
    if ('code' in current && networkCodes.has(String(current.code))) return true;
    if (labelsOf(current).some((label) => retryableLabels.has(label))) return true;
  }
  return false;
}

function labelsOf(error: Error): string[] {
  const labels: unknown = 'errorLabels' in error ? error.errorLabels : undefined;
  return Array.isArray(labels) ? labels.map(String) : [];
}
