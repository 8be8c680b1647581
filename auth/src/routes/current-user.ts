import { clearSession, cookieToken, route, setSessionToken } from '@turnout/common/http';
import { z } from 'zod';
import type { AuthDeps } from './deps.ts';
import { isDueForRenewal, renewal } from '../domain/session.ts';
import type { User } from '../domain/user.ts';
import { toProfile } from '../domain/user.ts';
import { profile } from './fields.ts';

export const currentUser = ({ users, sessions, tokens, now }: AuthDeps) => {
  /** A new JWT for a sign-in in use, so that it lasts 7 days from the last visit. Undefined while the old one will do. */
  async function renewed(user: User, sessionId: string): Promise<string | undefined> {
    const session = await sessions.find(sessionId);
    if (!session || !isDueForRenewal(session, now())) return undefined;
    // Noted before it is minted: should the session end meanwhile, it stays listed for as long as this JWT lasts.
    const noted = await sessions.renew(sessionId, renewal(session.kind, now()));
    return noted ? tokens.mint(user, session, now()) : undefined;
  }

  return route({
    method: 'get',
    path: '/api/users/currentuser',
    summary: 'Who is signed in, or null; never a 401',
    access: 'maybe-user',
    answers: z.object({ currentUser: profile.nullable() }),
    handler: async ({ user: signedIn, request }) => {
      const user = signedIn && (await users.findById(signedIn.userId));
      if (user?.status !== 'active') {
        if (cookieToken(request)) clearSession(request);
        return { status: 200, body: { currentUser: null } };
      }
      const token = await renewed(user, signedIn!.sessionId);
      if (token) setSessionToken(request, token);
      return { status: 200, body: { currentUser: toProfile(user) } };
    },
  });
};
