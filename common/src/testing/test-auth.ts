import { generateKeyPairSync } from 'node:crypto';
import { pino } from 'pino';
import { createTokenSigner, createTokenVerifier } from '../auth/index.ts';
import type { CurrentUser, TokenSigner, TokenVerifier } from '../auth/index.ts';
import { newId } from '../runtime/new-id.ts';

export interface TestAuth {
  signer: TokenSigner;
  verifier: TokenVerifier;
  /** The `Authorization` header of a fresh user, or of the one described. */
  bearer(user?: Partial<CurrentUser>): string;
}

/** A key of its own and a verifier that trusts it: real signatures, no network. */
export function createTestAuth(): TestAuth {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signer = createTokenSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const verifier = createTokenVerifier({
    fetchKeys: async () => signer.jwks(),
    fetchRevocations: async () => ({ sessionIds: [] }),
    logger: pino({ level: 'silent' }),
    now: () => new Date(),
  });
  return {
    signer,
    verifier,
    bearer(user = {}) {
      const userId = user.userId ?? newId();
      const whole = {
        userId,
        email: `${userId}@example.test`,
        role: 'customer' as const,
        name: null,
        sessionId: newId(),
        ...user,
      };
      return `Bearer ${signer.sign(whole, { now: new Date(), expiresInSeconds: 3_600 })}`;
    },
  };
}
