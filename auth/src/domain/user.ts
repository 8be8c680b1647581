// Who has an account: pure decisions over one user's state.
import type { UserState } from '@turnout/common/messages';

export type Role = UserState['role'];

export interface User {
  userId: string;
  version: number;
  email: string;
  emailVerified: boolean;
  role: Role;
  name: string | null;
  status: UserState['status'];
  /** Null once erased: then no password opens the account. */
  passwordHash: string | null;
  createdAt: Date;
  updatedAt: Date;
}

interface NewUser {
  userId: string;
  email: string;
  role: Role;
  name: string | null;
  passwordHash: string;
}

export function newUser(given: NewUser, now: Date): User {
  return { ...given, version: 1, emailVerified: false, status: 'active', createdAt: now, updatedAt: now };
}

export interface UserChange {
  name?: string | null | undefined;
  email?: string | undefined;
  passwordHash?: string | undefined;
}

/** The user after the change; a new address has to be verified again. */
export function changeUser(user: User, change: UserChange, now: Date): User {
  const email = change.email ?? user.email;
  return {
    ...user,
    email,
    emailVerified: user.emailVerified && email === user.email,
    name: change.name === undefined ? user.name : change.name,
    passwordHash: change.passwordHash ?? user.passwordHash,
    version: user.version + 1,
    updatedAt: now,
  };
}

/** What stays of a user who asked to be forgotten: an id that orders and tickets may still name, and nothing personal. */
export function eraseUser(user: User, now: Date): User {
  return {
    ...user,
    version: user.version + 1,
    email: `erased-${user.userId}@erased.invalid`,
    emailVerified: false,
    name: null,
    status: 'erased',
    passwordHash: null,
    updatedAt: now,
  };
}

/** What other services may know. */
export function toUserState(user: User): UserState {
  const { userId, version, email, emailVerified, role, name, status } = user;
  return { userId, version, email, emailVerified, role, name, status };
}

/** What the user is shown. */
export function toProfile({ userId, email, role, name }: User): {
  id: string;
  email: string;
  role: Role;
  name: string | null;
} {
  return { id: userId, email, role, name };
}
