import type { Outbox } from '@turnout/common/outbox';
import type { AttemptLimit } from '../passwords/attempt-limit.ts';
import type { Passwords } from '../passwords/passwords.ts';
import type { RevocationList } from '../sessions/revocations.ts';
import type { Tokens } from '../sessions/tokens.ts';
import type { SessionStore } from '../store/session.store.ts';
import type { UserStore } from '../store/user.store.ts';

/** What the routes are functions of. */
export interface AuthDeps {
  users: UserStore;
  sessions: SessionStore;
  passwords: Passwords;
  attempts: AttemptLimit;
  tokens: Tokens;
  revoked: RevocationList;
  outbox: Outbox;
  now(): Date;
  newId(): string;
}
