import { clearSession, route } from '@turnout/common/http';
import type { AuthDeps } from './deps.ts';

export const signOut = ({ sessions, now }: AuthDeps) =>
  route({
    method: 'post',
    path: '/api/users/signout',
    summary: 'Sign out: the cookie or Bearer token ends everywhere within 5 s',
    access: 'maybe-user',
    handler: async ({ user, request }) => {
      if (user) await sessions.end(user.sessionId, now());
      clearSession(request);
      return { status: 204 };
    },
  });
