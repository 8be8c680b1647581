// Mints what proves a sign-in: JWTs for everybody to verify, refresh tokens for us alone.
import { createHmac, createPrivateKey, hkdfSync, timingSafeEqual } from 'node:crypto';
import { createTokenSigner } from '@turnout/common/auth';
import type { Jwks } from '@turnout/common/auth';
import { tokenLifeMs } from '../domain/session.ts';
import type { Session } from '../domain/session.ts';
import type { User } from '../domain/user.ts';

export interface Tokens {
  mint(user: User, session: Pick<Session, 'sessionId' | 'kind'>, now: Date): string;
  refreshToken(session: Pick<Session, 'sessionId' | 'generation'>): string;
  /** What a refresh token of ours names; undefined for any other text. */
  readRefreshToken(text: string): Pick<Session, 'sessionId' | 'generation'> | undefined;
  jwks(): Jwks;
}

/**
 * A refresh token is `sessionId.generation.mac` under a key derived from the signing key: nothing secret is stored, a used
 * one is recognized for as long as its session is kept, and repeating a refresh gives the same token again.
 */
export function createTokens(privateKeyPem: string): Tokens {
  const signer = createTokenSigner(privateKeyPem);
  const keyBytes = createPrivateKey(privateKeyPem).export({ type: 'pkcs8', format: 'der' });
  const macKey = Buffer.from(hkdfSync('sha256', keyBytes, '', 'turnout refresh token', 32));
  const macOf = (text: string): Buffer => createHmac('sha256', macKey).update(text).digest();

  return {
    mint(user, { sessionId, kind }, now) {
      const { userId, email, role, name } = user;
      return signer.sign(
        { userId, email, role, name, sessionId },
        { now, expiresInSeconds: tokenLifeMs[kind] / 1_000 },
      );
    },
    refreshToken({ sessionId, generation }) {
      const text = `${sessionId}.${generation}`;
      return `${text}.${macOf(text).toString('base64url')}`;
    },
    readRefreshToken(text) {
      const [, sessionId, generation, mac] = /^(\w{1,64})\.(\d{1,9})\.([\w-]{43})$/.exec(text) ?? [];
      if (!sessionId || !generation || !mac) return undefined;
      const genuine = timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(`${sessionId}.${generation}`));
      return genuine ? { sessionId, generation: Number(generation) } : undefined;
    },
    jwks: signer.jwks,
  };
}
