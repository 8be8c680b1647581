// Publishing that outlives a broker restart: tried again until the broker says it keeps the message, or time is up.
import type { PubAck } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { reasonOf } from '../attempt.ts';
import { pause } from '../pause.ts';
import { jittered } from '../settings.ts';
import type { Link } from './link.ts';
import type { SequenceMarks } from './sequence-marks.ts';

export interface Publication {
  subject: string;
  payload: Uint8Array;
  /** The broker keeps one of several publications with the same id. */
  messageId: string;
  headers?: Record<string, string>;
}

export type Publish = (publication: Publication) => Promise<void>;

const answerTimeoutMs = 2_000;

export interface PublisherOptions {
  link: Link;
  marks: SequenceMarks;
  timeoutMs: number;
  /** Called after a failure: the stream may be gone. */
  ensureStreamOf(subject: string): Promise<void>;
}

/** Rejects after `timeoutMs`; by then the broker may or may not have the message, so send it again with the same id. */
export function createPublish(options: PublisherOptions): Publish {
  const { link, marks, timeoutMs, ensureStreamOf } = options;
  return async (publication) => {
    const deadline = Date.now() + timeoutMs;
    for (let tries = 1; ; tries += 1) {
      try {
        const leftMs = Math.max(1, deadline - Date.now());
        const noteKept = marks.sending(publication.subject);
        noteKept(await send(link, publication, Math.min(answerTimeoutMs, leftMs)));
        return;
      } catch (cause) {
        const waitMs = jittered(Math.min(50 * 2 ** tries, 1_000));
        if (link.connection.isClosed() || Date.now() + waitMs > deadline) {
          throw new Error(`${publication.subject} was not kept within ${timeoutMs} ms: ${reasonOf(cause)}`, {
            cause,
          });
        }
        await pause(waitMs);
        if (link.isConnected()) await ensureStreamOf(publication.subject).catch(() => undefined);
      }
    }
  };
}

async function send(link: Link, publication: Publication, timeout: number): Promise<PubAck> {
  if (!link.isConnected()) throw new Error('not connected');
  const carried = headers();
  for (const [name, value] of Object.entries(publication.headers ?? {})) carried.set(name, value);
  let forget: () => void = () => undefined;
  const lost = new Promise<never>((_resolve, reject) => {
    forget = link.onLost(() => reject(new Error('connection lost before the answer')));
  });
  const { subject, payload, messageId: msgID } = publication;
  const kept = link.client.publish(subject, payload, { msgID, headers: carried, timeout });
  return Promise.race([kept, lost]).finally(forget);
}
