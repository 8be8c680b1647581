import { createApp } from '@turnout/common/http';
import type { AppOptions } from '@turnout/common/http';
import type { Outbox } from '@turnout/common/outbox';
import type { Express } from 'express';
import type { AttemptLimit } from './passwords/attempt-limit.ts';
import type { Passwords } from './passwords/passwords.ts';
import { changeMe } from './routes/change-me.ts';
import { createToken } from './routes/create-token.ts';
import { currentUser } from './routes/current-user.ts';
import { eraseMe } from './routes/erase-me.ts';
import { exportMe } from './routes/export-me.ts';
import { refreshToken } from './routes/refresh-token.ts';
import { signIn } from './routes/sign-in.ts';
import { signOut } from './routes/sign-out.ts';
import { signUp } from './routes/sign-up.ts';
import { jwks, revocations } from './routes/well-known.ts';
import { createRevocationList } from './sessions/revocations.ts';
import type { RevocationList } from './sessions/revocations.ts';
import { createSessionVerifier } from './sessions/session-verifier.ts';
import type { Tokens } from './sessions/tokens.ts';
import type { SessionStore } from './store/session.store.ts';
import type { UserStore } from './store/user.store.ts';

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

type Options = Omit<AuthDeps, 'revoked'> & Pick<AppOptions, 'logger' | 'publicUrl' | 'metrics' | 'ready'>;

export function createAuthApp(options: Options): Express {
  const { sessions, now } = options;
  const deps: AuthDeps = { ...options, revoked: createRevocationList(sessions, now) };
  const routes = [
    signUp,
    signIn,
    signOut,
    currentUser,
    changeMe,
    eraseMe,
    exportMe,
    createToken,
    refreshToken,
    jwks,
    revocations,
  ];
  return createApp({
    ...options,
    name: 'auth',
    verifier: createSessionVerifier(options),
    routes: routes.map((make) => make(deps)),
  });
}
