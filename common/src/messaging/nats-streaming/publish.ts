// Publishing that outlives a lost session: tried again until the broker says it keeps the message, or time is up.
import { reasonOf } from '../attempt.ts';
import { pause } from '../pause.ts';
import { jittered } from '../settings.ts';
import type { Session, Sessions } from './session.ts';

export type Publish = (channel: string, payload: Uint8Array) => Promise<void>;

/** Rejects after `timeoutMs`; by then the broker may or may not have the message. */
export function createPublish(sessions: Sessions, timeoutMs: number): Publish {
  return async (channel, payload) => {
    const deadline = Date.now() + timeoutMs;
    for (let tries = 1; ; tries += 1) {
      try {
        return await send(sessions.current(), channel, payload);
      } catch (cause) {
        const waitMs = jittered(Math.min(50 * 2 ** tries, 1_000));
        if (Date.now() + waitMs > deadline) {
          throw new Error(`${channel} was not kept within ${timeoutMs} ms: ${reasonOf(cause)}`, { cause });
        }
        await pause(waitMs);
      }
    }
  };
}

function send(session: Session | undefined, channel: string, payload: Uint8Array): Promise<void> {
  if (!session || session.isLost()) return Promise.reject(new Error('no session'));
  return new Promise((resolve, reject) => {
    session.stan.publish(channel, payload, (error) => {
      if (error) reject(error);
      else if (session.isLost()) reject(new Error('session lost before the answer'));
      else resolve();
    });
  });
}
