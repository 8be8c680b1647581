// Verifying offline: the keys and the list of ended sessions are fetched beside requests, never to answer one.
import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Logger } from 'pino';
import { AppError } from '../errors/index.ts';
import { claimsOf, tokenAudience, tokenIssuer } from './token-signer.ts';
import type { CurrentUser, Jwks, Revocations } from './types.ts';

export interface TokenVerifier {
  /** The user a token speaks for. Throws AppError 401 `token-invalid`, `token-expired` or `session-ended`. */
  verify(token: string): Promise<CurrentUser>;
  start(): void;
  stop(): void;
}

export interface TokenVerifierOptions {
  fetchKeys(): Promise<Jwks>;
  fetchRevocations(): Promise<Revocations>;
  logger: Logger;
  now(): Date;
  /** Revocations take effect within this and one fetch; the contract allows 5 s. */
  pollIntervalMs?: number;
}

const keyFetchPauseMs = 1_000;

export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { logger, now, pollIntervalMs = 2_000 } = options;
  const keys = new Map<string, KeyObject>();
  let revoked = new Set<string>();
  let lastKeyFetch = Number.NEGATIVE_INFINITY;
  let keyFetch: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function refreshKeys(): Promise<void> {
    lastKeyFetch = performance.now();
    const { keys: published } = await options.fetchKeys();
    for (const key of published) keys.set(key.kid, createPublicKey({ key, format: 'jwk' }));
  }

  /** An unknown `kid` may be a new key: ask, but at most once a second however many such tokens arrive. */
  async function keyFor(keyId: string | undefined): Promise<KeyObject> {
    const known = keyId && keys.get(keyId);
    if (known) return known;
    if (!keyFetch && performance.now() - lastKeyFetch > keyFetchPauseMs) {
      keyFetch = refreshKeys().finally(() => (keyFetch = undefined));
    }
    try {
      await keyFetch;
    } catch (cause) {
      if (keys.size === 0)
        throw new AppError('unavailable', 'sign-in-unavailable', 'Sign-in cannot be checked right now.', {
          cause,
          retryAfterSeconds: 2,
        });
    }
    const fetched = keyId && keys.get(keyId);
    if (!fetched) throw new AppError('unauthenticated', 'token-invalid', 'The token was not issued here.');
    return fetched;
  }

  async function pollRevocations(): Promise<void> {
    try {
      revoked = new Set((await options.fetchRevocations()).sessionIds);
    } catch (error) {
      logger.warn({ error }, 'ended sessions not read; the last list stays in force');
    }
    if (!stopped) timer = setTimeout(() => void pollRevocations(), pollIntervalMs).unref();
  }

  return {
    async verify(token) {
      const decoded = jwt.decode(token, { complete: true });
      const key = await keyFor(decoded?.header.kid);
      const user = toUser(token, key, now());
      if (revoked.has(user.sessionId))
        throw new AppError('unauthenticated', 'session-ended', 'You were signed out. Please sign in again.');
      return user;
    },
    start: () => void pollRevocations(),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function toUser(token: string, key: KeyObject, now: Date): CurrentUser {
  try {
    const verified = jwt.verify(token, key, {
      algorithms: ['RS256'],
      issuer: tokenIssuer,
      audience: tokenAudience,
      clockTimestamp: Math.floor(now.getTime() / 1_000),
    });
    const claims = claimsOf(verified);
    return {
      userId: claims.sub,
      email: claims.email,
      role: claims.role,
      name: claims.name,
      sessionId: claims.sid,
    };
  } catch (cause) {
    const expired = cause instanceof jwt.TokenExpiredError;
    throw new AppError(
      'unauthenticated',
      expired ? 'token-expired' : 'token-invalid',
      expired ? 'The token has expired.' : 'The token is not valid.',
      { cause },
    );
  }
}
