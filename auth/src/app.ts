import { createApp } from '@turnout/common/http';
import type { AppOptions } from '@turnout/common/http';
import type { Express } from 'express';
import type { AuthDeps } from './routes/deps.ts';
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
import { createSessionVerifier } from './sessions/session-verifier.ts';

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
