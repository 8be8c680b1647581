import { AppError } from '@turnout/common/errors';
import { cookieToken, route, setSessionToken } from '@turnout/common/http';
import { z } from 'zod';
import type { AuthDeps } from './deps.ts';
import { changeUser, toProfile } from '../domain/user.ts';
import type { User } from '../domain/user.ts';
import { confirmPassword } from '../passwords/confirm-password.ts';
import { startSession } from '../sessions/start-session.ts';
import { storeChange } from '../store/store-change.ts';
import {
  emailField,
  givenPasswordField,
  isOtherThanEmail,
  nameField,
  newPasswordField,
  profile,
} from './fields.ts';

const body = z
  .strictObject({
    name: nameField.nullable().optional(),
    email: emailField.optional(),
    password: newPasswordField.optional(),
    currentPassword: givenPasswordField.optional(),
  })
  .refine((given) => (given.email ?? given.password) === undefined || given.currentPassword !== undefined, {
    path: ['currentPassword'],
    error: 'must be given to change the email or the password',
  });
type Change = z.output<typeof body>;

export const changeMe = (deps: AuthDeps) =>
  route({
    method: 'patch',
    path: '/api/users/me',
    summary: 'Change name, email or password; a new password signs out everywhere else',
    access: 'user',
    body,
    answers: profile,
    handler: async ({ user: { userId, sessionId }, body: given, request }) => {
      const decide = await prepare(deps, { userId, given, address: request.ip ?? '' });
      const user = await storeChange(deps, {
        userId,
        type: 'UserUpdated',
        endSessions: given.password !== undefined,
        decide,
      });
      if (!request.headers.authorization && cookieToken(request)) {
        // The cookie's JWT says the old name and email, and its session may just have ended.
        const session = await startSession(deps, user, 'cookie');
        await deps.sessions.end(sessionId, deps.now());
        setSessionToken(request, deps.tokens.mint(user, session, deps.now()));
      }
      return { status: 200, body: toProfile(user) };
    },
  });

/** Checks and hashes, which takes its time, before the change is decided on whatever state there is then. */
async function prepare(
  deps: AuthDeps,
  about: { userId: string; given: Change; address: string },
): Promise<(user: User) => User> {
  const { userId, address, given } = about;
  const password = given.currentPassword;
  const confirmed =
    password === undefined ? undefined : await confirmPassword(deps, { userId, password, address });
  if (!isOtherThanEmail(given.password, given.email ?? confirmed?.email)) {
    throw AppError.badInput([
      { message: 'password: must not be the email', code: 'field-invalid', field: 'password' },
    ]);
  }
  const passwordHash = given.password === undefined ? undefined : await deps.passwords.hash(given.password);
  return (user) => {
    if (confirmed && user.passwordHash !== confirmed.passwordHash) {
      throw new AppError(
        'conflict',
        'changed-meanwhile',
        'Your password was changed at the same time. Please try again.',
      );
    }
    return changeUser(user, { name: given.name, email: given.email, passwordHash }, deps.now());
  };
}
