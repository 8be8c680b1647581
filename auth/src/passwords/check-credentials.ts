import { AppError } from '@turnout/common/errors';
import type { User } from '../domain/user.ts';
import type { UserStore } from '../store/user.store.ts';
import type { AttemptLimit } from './attempt-limit.ts';
import type { Passwords } from './passwords.ts';

interface Deps {
  users: UserStore;
  passwords: Passwords;
  attempts: AttemptLimit;
}

interface Credentials {
  email: string;
  password: string;
  /** The network address they came from. */
  address: string;
}

/**
 * The active user with these credentials. Throws 401 `wrong-credentials`, equally slow and equally worded for an unknown
 * email, and 429 after too many wrong ones: a limit reached while waiting for a turn counts too.
 */
export async function checkCredentials(deps: Deps, { email, password, address }: Credentials): Promise<User> {
  const { users, passwords, attempts } = deps;
  const attempt = { email, address };
  await attempts.check(attempt);
  const user = await users.findByEmail(email);
  const right = await passwords.matches(user?.passwordHash, password, () => attempts.check(attempt));
  if (!user || !right) {
    await attempts.countWrong(attempt);
    throw wrongCredentials();
  }
  await attempts.countRight(attempt);
  if (user.status === 'disabled')
    throw new AppError('forbidden', 'user-disabled', 'This account is disabled.');
  return user;
}

export function wrongCredentials(): AppError {
  return new AppError('unauthenticated', 'wrong-credentials', 'The email or the password is not right.');
}
