import type { Outbox } from '@turnout/common/outbox';
import { newSession } from '../domain/session.ts';
import type { Session, SessionKind } from '../domain/session.ts';
import type { User } from '../domain/user.ts';
import { wrongCredentials } from '../passwords/check-credentials.ts';
import type { SessionStore } from '../store/session.store.ts';
import type { UserStore } from '../store/user.store.ts';

interface Deps {
  users: UserStore;
  sessions: SessionStore;
  outbox: Outbox;
  now(): Date;
  newId(): string;
}

/** Signs `user` in. Throws 401 when the account was changed or closed since its password was checked. */
export async function startSession(deps: Deps, user: User, kind: SessionKind): Promise<Session> {
  const session = newSession({ sessionId: deps.newId(), userId: user.userId, kind }, deps.now());
  await deps.outbox.commit(async () => {
    if (!(await deps.users.noteSignIn(user, session.createdAt))) throw wrongCredentials();
    await deps.sessions.insert(session);
  });
  return session;
}
