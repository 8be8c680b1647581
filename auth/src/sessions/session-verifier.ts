// The other services verify offline; here a token is checked against its session, so that an end is effective at once.
import { createTokenVerifier } from '@turnout/common/auth';
import type { TokenVerifier } from '@turnout/common/auth';
import { AppError } from '@turnout/common/errors';
import type { Logger } from '@turnout/common/runtime';
import { isLive } from '../domain/session.ts';
import type { SessionStore } from '../store/session.store.ts';
import type { Tokens } from './tokens.ts';

interface Deps {
  tokens: Tokens;
  sessions: SessionStore;
  logger: Logger;
  now(): Date;
}

export function createSessionVerifier({ tokens, sessions, logger, now }: Deps): TokenVerifier {
  const offline = createTokenVerifier({
    fetchKeys: async () => tokens.jwks(),
    fetchRevocations: async () => ({ sessionIds: [] }),
    logger,
    now,
  });
  return {
    ...offline,
    async verify(token) {
      const user = await offline.verify(token);
      const session = await sessions.find(user.sessionId);
      if (session && session.userId === user.userId && isLive(session, now())) return user;
      throw new AppError('unauthenticated', 'session-ended', 'You were signed out. Please sign in again.');
    },
  };
}
