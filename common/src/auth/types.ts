import type { JsonWebKey } from 'node:crypto';

export type Role = 'customer' | 'promoter';

/** Who is asking, as the token says. */
export interface CurrentUser {
  userId: string;
  email: string;
  role: Role;
  name: string | null;
  sessionId: string;
}

/** The public halves of the signing keys, RFC 7517. */
export interface Jwks {
  keys: (JsonWebKey & { kid: string; alg: string; use: string })[];
}

/** Sign-in sessions ended before their tokens run out; a token of one of them is refused. */
export interface Revocations {
  sessionIds: string[];
}
