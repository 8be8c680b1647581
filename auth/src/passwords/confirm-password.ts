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

/** The signed-in user, who proved to know the password. Throws 403 `wrong-password`; guesses count like those at the sign-in. */
export async function confirmPassword(
  deps: Deps,
  given: { userId: string; password: string; address: string },
): Promise<User> {
  const { users, passwords, attempts } = deps;
  const user = await users.findById(given.userId);
  const attempt = { email: user?.email ?? '', address: given.address };
  await attempts.check(attempt);
  if (user && (await passwords.matches(user.passwordHash, given.password, () => attempts.check(attempt))))
    return user;
  await attempts.countWrong(attempt);
  throw new AppError('forbidden', 'wrong-password', 'The current password is not right.', {
    field: 'currentPassword',
  });
}
