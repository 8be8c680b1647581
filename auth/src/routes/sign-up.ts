import { AppError } from '@turnout/common/errors';
import { route, setSessionToken } from '@turnout/common/http';
import { z } from 'zod';
import type { AuthDeps } from './deps.ts';
import { newSession } from '../domain/session.ts';
import { newUser, toProfile, toUserState } from '../domain/user.ts';
import { emailField, isOtherThanEmail, nameField, newPasswordField, profile } from './fields.ts';

const body = z
  .strictObject({
    email: emailField,
    password: newPasswordField,
    role: z.enum(['customer', 'promoter'], 'must be customer or promoter').default('customer'),
    name: nameField.optional(),
  })
  .refine((given) => isOtherThanEmail(given.password, given.email), {
    path: ['password'],
    error: 'must not be the email',
  });

/** Sign-up has to tell that an email is taken; who asks for many of them is slowed like one who guesses passwords. */
export const signUp = ({ users, sessions, passwords, attempts, tokens, outbox, now, newId }: AuthDeps) =>
  route({
    method: 'post',
    path: '/api/users/signup',
    summary: 'Create an account and sign in',
    access: 'anyone',
    body,
    answers: profile,
    handler: async ({ body: { email, password, role, name = null }, request }) => {
      const attempt = { email, address: request.ip ?? '' };
      await attempts.check(attempt);
      if (await users.findByEmail(email)) {
        await attempts.countWrong(attempt);
        throw new AppError('conflict', 'email-taken', 'There is an account with this email already.', {
          field: 'email',
        });
      }
      const user = newUser(
        { userId: newId(), email, role, name, passwordHash: await passwords.hash(password) },
        now(),
      );
      const session = newSession({ sessionId: newId(), userId: user.userId, kind: 'cookie' }, now());
      await outbox.commit(async ({ publish }) => {
        await users.insert(user);
        await sessions.insert(session);
        publish({
          type: 'UserCreated',
          aggregateId: user.userId,
          version: user.version,
          data: toUserState(user),
        });
      });
      setSessionToken(request, tokens.mint(user, session, now()));
      return { status: 201, body: toProfile(user) };
    },
  });
