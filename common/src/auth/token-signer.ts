// Minting tokens: RS256, because verifying is what every request does and RS256 verifies fastest of what jsonwebtoken offers.
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { CurrentUser, Jwks } from './types.ts';

export const tokenIssuer = 'turnout';
export const tokenAudience = 'turnout';

const claims = z.object({
  sub: z.string(),
  email: z.string(),
  role: z.enum(['customer', 'promoter']),
  name: z.string().nullable(),
  sid: z.string(),
  iat: z.number(),
});
export type UserClaims = z.infer<typeof claims>;

/** Checks the shape of verified claims. Throws when a field is missing. */
export function claimsOf(payload: unknown): UserClaims {
  return claims.parse(payload);
}

export interface TokenSigner {
  /** A token for `user`, good for `expiresInSeconds` from `now`. */
  sign(user: CurrentUser, options: { now: Date; expiresInSeconds: number }): string;
  jwks(): Jwks;
}

/** Signs with an RSA private key in PEM (PKCS#8); `kid` is the RFC 7638 thumbprint of its public half. Throws on another key. */
export function createTokenSigner(privateKeyPem: string): TokenSigner {
  const privateKey = readKey(privateKeyPem);
  const publicJwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const thumbprint = JSON.stringify({ e: publicJwk.e, kty: publicJwk.kty, n: publicJwk.n });
  const kid = createHash('sha256').update(thumbprint).digest('base64url').slice(0, 16);
  return {
    sign(user, { now, expiresInSeconds }) {
      const issuedAt = Math.floor(now.getTime() / 1_000);
      const payload = {
        email: user.email,
        role: user.role,
        name: user.name,
        sid: user.sessionId,
        iat: issuedAt,
        exp: issuedAt + expiresInSeconds,
      };
      return jwt.sign(payload, privateKey, {
        algorithm: 'RS256',
        keyid: kid,
        subject: user.userId,
        issuer: tokenIssuer,
        audience: tokenAudience,
      });
    },
    jwks: () => ({ keys: [{ ...publicJwk, kid, alg: 'RS256', use: 'sig' }] }),
  };
}

function readKey(pem: string): KeyObject {
  let key: KeyObject | undefined;
  let cause: unknown;
  try {
    key = createPrivateKey(pem);
  } catch (error) {
    cause = error;
  }
  if (key?.asymmetricKeyType === 'rsa') return key;
  throw new Error('JWT_PRIVATE_KEY must be an RSA private key in PEM form (PKCS#8)', { cause });
}
