import { AppError } from '@turnout/common/errors';
import { route } from '@turnout/common/http';
import { z } from 'zod';
import type { AuthDeps } from './deps.ts';
import { decideRefresh, renewal, tokenLifeMs } from '../domain/session.ts';
import type { Session } from '../domain/session.ts';
import { tokenPair } from './fields.ts';

const refused = (code: string, message: string): AppError => new AppError('unauthenticated', code, message);

export const refreshToken = ({ users, sessions, tokens, now }: AuthDeps) => {
  /** The session with its refresh token's next generation. Two refreshes at once agree on it; a used token ends the session. */
  async function advance(sessionId: string, generation: number): Promise<Session> {
    const session = await sessions.find(sessionId);
    if (!session) throw refused('refresh-token-invalid', 'The refresh token is not valid.');
    const decision = decideRefresh(session, generation, now());
    if (decision === 'ended') throw signedOut();
    if (decision === 'reused') {
      await sessions.end(sessionId, now());
      throw refused(
        'refresh-token-reused',
        'This refresh token was used before, so the sign-in was ended. Please sign in again.',
      );
    }
    if (decision === 'repeat') {
      const { tokensUntil, expiresAt } = renewal(session.kind, now());
      const noted = await sessions.renew(sessionId, { renewedAt: session.renewedAt, tokensUntil, expiresAt });
      if (!noted) throw signedOut();
      return session;
    }
    const rotated = await sessions.rotate(session, renewal(session.kind, now()));
    // Another refresh or an end came first: decide again on what is there now, which is never 'rotate' for this token.
    return rotated ? { ...session, generation: generation + 1 } : advance(sessionId, generation);
  }

  return route({
    method: 'post',
    path: '/api/users/token/refresh',
    summary: 'Exchange a refresh token for a new pair; the old one is used up',
    access: 'anyone',
    body: z.strictObject({
      refreshToken: z.string().min(1, 'must not be empty').max(200, 'must be at most 200 characters'),
    }),
    answers: tokenPair,
    handler: async ({ body }) => {
      const given = tokens.readRefreshToken(body.refreshToken);
      if (!given) throw refused('refresh-token-invalid', 'The refresh token is not valid.');
      const session = await advance(given.sessionId, given.generation);
      const user = await users.findById(session.userId);
      if (user?.status !== 'active') throw signedOut();
      const accessToken = tokens.mint(user, session, now());
      return {
        status: 200,
        body: { accessToken, refreshToken: tokens.refreshToken(session), expiresIn: tokenLifeMs.api / 1_000 },
      };
    },
  });
};

function signedOut(): AppError {
  return refused('session-ended', 'You were signed out. Please sign in again.');
}
