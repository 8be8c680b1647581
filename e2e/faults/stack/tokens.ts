// Tokens as auth signs them, for people who never signed up: hashing 200 passwords would be the slowest part of a run.
import { createHash, createPrivateKey, createPublicKey, randomUUID, sign } from 'node:crypto';

export interface Person {
  userId: string;
  email: string;
  token: string;
}

export type MintPerson = (userId: string, role: 'customer' | 'promoter') => Person;

const lifeSeconds = 12 * 3_600;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs with auth's own key; the key id is the RFC 7638 thumbprint, as in the published key set. */
export function createMint(privateKeyPem: string): MintPerson {
  const key = createPrivateKey(privateKeyPem);
  const { e, kty, n } = createPublicKey(key).export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url').slice(0, 16);
  const header = encode({ alg: 'RS256', typ: 'JWT', kid });
  return (userId, role) => {
    const email = `${userId}@buyers.test`;
    // An hour old, so that a service whose clock is behind believes it too.
    const issuedAt = Math.floor(Date.now() / 1_000) - 3_600;
    const about = { sub: userId, iss: 'turnout', aud: 'turnout', sid: randomUUID(), email, role, name: null };
    const claims = encode({ ...about, iat: issuedAt, exp: issuedAt + lifeSeconds });
    const signature = sign('RSA-SHA256', Buffer.from(`${header}.${claims}`), key).toString('base64url');
    return { userId, email, token: `${header}.${claims}.${signature}` };
  };
}
