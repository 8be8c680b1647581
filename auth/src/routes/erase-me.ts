import { clearSession, route } from '@turnout/common/http';
import type { AuthDeps } from './deps.ts';
import { eraseUser } from '../domain/user.ts';
import { storeChange } from '../store/store-change.ts';

export const eraseMe = (deps: AuthDeps) =>
  route({
    method: 'delete',
    path: '/api/users/me',
    summary:
      'Erase the account: name, email and password are forgotten here and everywhere, all sign-ins end',
    access: 'user',
    handler: async ({ user: { userId }, request }) => {
      await storeChange(deps, {
        userId,
        type: 'UserDeleted',
        endSessions: true,
        decide: (user) => eraseUser(user, deps.now()),
      });
      clearSession(request);
      return { status: 204 };
    },
  });
