import { AppError } from '@turnout/common/errors';
import type { Outbox } from '@turnout/common/outbox';
import { toUserState } from '../domain/user.ts';
import type { User } from '../domain/user.ts';
import type { SessionStore } from './session.store.ts';
import type { UserStore } from './user.store.ts';

interface Deps {
  users: UserStore;
  sessions: SessionStore;
  outbox: Outbox;
  now(): Date;
}

interface Change {
  userId: string;
  type: 'UserUpdated' | 'UserDeleted';
  /** Signs the user out everywhere in the same commit. */
  endSessions: boolean;
  decide(user: User): User;
}

const triesAtMost = 5;

/** Stores what `decide` makes of the user's newest state, and tells everybody. Throws 409 `changed-meanwhile` under constant change. */
export async function storeChange({ users, sessions, outbox, now }: Deps, change: Change): Promise<User> {
  const { userId, type } = change;
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    const before = await users.findById(userId);
    if (before?.status !== 'active')
      throw new AppError('unauthenticated', 'session-ended', 'This account is closed.');
    const after = change.decide(before);
    const stored = await outbox.commit(async ({ publish }) => {
      if (!(await users.replaceEarlierVersion(after))) return false;
      if (change.endSessions) await sessions.endAllOfUser(userId, now());
      publish({ type, aggregateId: userId, version: after.version, data: toUserState(after) });
      return true;
    });
    if (stored) return after;
  }
  throw new AppError(
    'conflict',
    'changed-meanwhile',
    'Your account was changed at the same time. Please try again.',
  );
}
