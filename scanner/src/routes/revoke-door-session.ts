import { AppError } from '@turnout/common/errors';
import { param, route } from '@turnout/common/http';
import type { Deps } from '../deps.ts';

export const revokeDoorSession = ({ store, outbox, now }: Pick<Deps, 'store' | 'outbox' | 'now'>) =>
  route({
    method: 'delete',
    path: '/api/scanner/sessions/:id',
    summary: 'Take a door link back, at once',
    access: 'promoter',
    params: { id: param.id() },
    handler: async ({ user, path }) => {
      const revoke = { doorSessionId: path.id, now: now() };
      const isMine = await outbox.commit(() => store.doorSessions.revokeForPromoter(user.userId, revoke));
      if (!isMine)
        throw new AppError('not-found', 'door-session-not-found', 'There is no such door session.');
      return { status: 204 };
    },
  });
