// A sign-in: how long it lasts, when it is renewed, and what a refresh token may still do.

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a JWT of each kind of session is good for; the cookie's is renewed while it is used. */
export const tokenLifeMs = { cookie: 7 * day, api: 15 * minute } as const;
const sessionLifeMs = { cookie: tokenLifeMs.cookie, api: 30 * day } as const;
const renewAfterMs = hour;
/** A refresh whose answer was lost, or that two tabs make at once, is repeated within this time. */
const repeatWithinMs = 10 * second;

export type SessionKind = 'cookie' | 'api';

export interface Session {
  sessionId: string;
  userId: string;
  kind: SessionKind;
  createdAt: Date;
  /** When its last JWT was minted. */
  renewedAt: Date;
  /** When its last JWT runs out: an ended session is told to all services until then. */
  tokensUntil: Date;
  /** When it is over unless it is renewed. */
  expiresAt: Date;
  endedAt: Date | null;
  /** Which refresh token is the current one; each refresh makes the next. */
  generation: number;
}

export function newSession(
  given: { sessionId: string; userId: string; kind: SessionKind },
  now: Date,
): Session {
  return { ...given, createdAt: now, endedAt: null, generation: 1, ...renewal(given.kind, now) };
}

/** What changes in a session that gets a new JWT now. */
export function renewal(
  kind: SessionKind,
  now: Date,
): Pick<Session, 'renewedAt' | 'tokensUntil' | 'expiresAt'> {
  return {
    renewedAt: now,
    tokensUntil: new Date(now.getTime() + tokenLifeMs[kind]),
    expiresAt: new Date(now.getTime() + sessionLifeMs[kind]),
  };
}

export function isLive(session: Session, now: Date): boolean {
  return session.endedAt === null && session.expiresAt > now;
}

export function isDueForRenewal(session: Session, now: Date): boolean {
  return session.kind === 'cookie' && now.getTime() - session.renewedAt.getTime() > renewAfterMs;
}

/**
 * What a refresh token of `generation` does: the current one makes the next; the one before it is answered again for a
 * moment; any other was used before, by the owner or by a thief, and that cannot be told apart.
 */
export function decideRefresh(
  session: Session,
  generation: number,
  now: Date,
): 'rotate' | 'repeat' | 'reused' | 'ended' {
  if (!isLive(session, now)) return 'ended';
  if (generation === session.generation) return 'rotate';
  const age = now.getTime() - session.renewedAt.getTime();
  return generation === session.generation - 1 && age <= repeatWithinMs ? 'repeat' : 'reused';
}
