import { route } from '@turnout/common/http';
import type { AuthDeps } from './deps.ts';
import { tokenLifeMs } from '../domain/session.ts';
import { checkCredentials } from '../passwords/check-credentials.ts';
import { startSession } from '../sessions/start-session.ts';
import { credentials, tokenPair } from './fields.ts';

export const createToken = (deps: AuthDeps) =>
  route({
    method: 'post',
    path: '/api/users/token',
    summary: 'Sign in as an API client: an access token and a refresh token',
    access: 'anyone',
    body: credentials,
    answers: tokenPair,
    handler: async ({ body, request }) => {
      const user = await checkCredentials(deps, { ...body, address: request.ip ?? '' });
      const session = await startSession(deps, user, 'api');
      const accessToken = deps.tokens.mint(user, session, deps.now());
      const refreshToken = deps.tokens.refreshToken(session);
      return { status: 200, body: { accessToken, refreshToken, expiresIn: tokenLifeMs.api / 1_000 } };
    },
  });
