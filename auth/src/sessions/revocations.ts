// The list every service polls: kept in memory, read from the database at most once a second however many ask.
import type { Revocations } from '@turnout/common/auth';
import type { SessionStore } from '../store/session.store.ts';

export interface RevocationList {
  current(): Promise<Revocations>;
}

const freshForMs = 1_000;

/** Every ended session is in an answer that is asked for a second after its end. Fails when the database cannot be read and nothing fresh is held. */
export function createRevocationList(
  sessions: Pick<SessionStore, 'findEndedWithTokens'>,
  now: () => Date,
): RevocationList {
  let list: Promise<Revocations> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;

  async function read(): Promise<Revocations> {
    return { sessionIds: await sessions.findEndedWithTokens(now()) };
  }

  return {
    current() {
      if (list && performance.now() - readAt < freshForMs) return list;
      // The age counts from before the read, so that no end later than that is missed for more than a second.
      readAt = performance.now();
      const reading = read();
      list = reading;
      reading.catch(() => {
        if (list === reading) list = undefined;
      });
      return reading;
    },
  };
}
