import { AppError } from '@turnout/common/errors';
import { route } from '@turnout/common/http';
import type { AuthDeps } from './deps.ts';

export const exportMe = ({ users, sessions }: AuthDeps) =>
  route({
    method: 'get',
    path: '/api/users/me/export',
    summary: 'Everything this service holds about the signed-in user, as a file',
    access: 'user',
    handler: async ({ user: { userId } }) => {
      const user = await users.findById(userId);
      if (!user) throw new AppError('not-found', 'user-not-found', 'There is no such account.');
      const { passwordHash: _secret, version: _internal, ...account } = user;
      const signIns = (await sessions.findAllOfUser(userId)).map(
        ({ sessionId, kind, createdAt, renewedAt, endedAt }) => ({
          sessionId,
          kind,
          createdAt,
          lastUsedAt: renewedAt,
          endedAt,
        }),
      );
      return {
        status: 200,
        body: { account, signIns },
        headers: { 'Content-Disposition': 'attachment; filename="turnout-account.json"' },
      };
    },
  });
