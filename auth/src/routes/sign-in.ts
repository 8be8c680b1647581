import { route, setSessionToken } from '@turnout/common/http';
import type { AuthDeps } from './deps.ts';
import { toProfile } from '../domain/user.ts';
import { checkCredentials } from '../passwords/check-credentials.ts';
import { startSession } from '../sessions/start-session.ts';
import { credentials, profile } from './fields.ts';

export const signIn = (deps: AuthDeps) =>
  route({
    method: 'post',
    path: '/api/users/signin',
    summary: 'Sign in with email and password',
    access: 'maybe-user',
    body: credentials,
    answers: profile,
    handler: async ({ user: before, body, request }) => {
      const user = await checkCredentials(deps, { ...body, address: request.ip ?? '' });
      const session = await startSession(deps, user, 'cookie');
      // The browser forgets the sign-in it had; nobody else shall use it.
      if (before) await deps.sessions.end(before.sessionId, deps.now());
      setSessionToken(request, deps.tokens.mint(user, session, deps.now()));
      return { status: 200, body: toProfile(user) };
    },
  });
