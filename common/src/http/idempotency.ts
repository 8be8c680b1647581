// Idempotency-Key: the same key and body get the same response for 24 h, the same key with another body is refused.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../errors/index.ts';
import type { ErrorKind } from '../errors/index.ts';
import type { Reply } from './reply.ts';

export interface IdempotencyRecord {
  fingerprint: string;
  /** Absent while the first request is still running. */
  reply?: Reply;
}

/** Where keys are kept; an implementation forgets them after 24 h. */
export interface IdempotencyStore {
  /** Claims `key` for 30 s; answers the record that stands in the way, if any (a claim older than 30 s does not). */
  claim(key: string, fingerprint: string): Promise<IdempotencyRecord | undefined>;
  complete(key: string, reply: Reply): Promise<void>;
  release(key: string): Promise<void>;
}

export interface KeyedRequest {
  store: IdempotencyStore;
  /** The header as sent. */
  key: string;
  /** Who and where: the same key of another user or route is another key. */
  scope: string;
  body: unknown;
}

const firstPollMs = 50;
/** Each look is a write to the database: those who wait long, in a crowd, look ever more rarely. */
const longestPollMs = 1_000;
const waitMs = 10_000;

/** Runs `work` once per key; a second request with the key waits for the first one's reply and gets it. */
export async function runOnce(
  request: KeyedRequest,
  work: () => Promise<Reply>,
): Promise<{ reply: Reply; replayed: boolean }> {
  const { store } = request;
  const key = digest(`${request.scope}\n${request.key}`);
  const fingerprint = digest(JSON.stringify(request.body ?? null));
  const deadline = performance.now() + waitMs;
  for (let looks = 1; ; looks += 1) {
    const earlier = await store.claim(key, fingerprint);
    if (!earlier) break;
    if (earlier.fingerprint !== fingerprint) {
      throw new AppError(
        'conflict',
        'idempotency-key-reused',
        'This Idempotency-Key was used with another body.',
      );
    }
    if (earlier.reply) return { reply: earlier.reply, replayed: true };
    if (performance.now() > deadline) {
      throw new AppError(
        'conflict',
        'idempotency-key-in-use',
        'The first request with this Idempotency-Key is still running.',
        { retryAfterSeconds: 2 },
      );
    }
    await pause(Math.min(firstPollMs * looks, longestPollMs));
  }
  return { reply: await runClaimed(store, key, work), replayed: false };
}

const passing = new Set<ErrorKind>(['unavailable', 'too-many', 'not-found']);

async function runClaimed(store: IdempotencyStore, key: string, work: () => Promise<Reply>): Promise<Reply> {
  let reply: Reply;
  try {
    reply = await work();
  } catch (error) {
    // A refusal is an answer and is kept; a failure of ours is not, so that the retry gets its chance. Nor is "not there":
    // what the request names may be so new that this service has not heard of it yet.
    if (!(error instanceof AppError) || passing.has(error.kind)) {
      await store.release(key);
      throw error;
    }
    reply = { status: error.status, body: { errors: error.details } };
  }
  await store.complete(key, reply);
  return reply;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
