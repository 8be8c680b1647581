// Made-up customers with real tokens, and the key set that services verify them with.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTokenSigner } from '@turnout/common/auth';
import { newId } from '@turnout/common/runtime';

export interface People {
  jwksUrl: string;
  tokens(count: number): string[];
  stop(): void;
}

export async function openPeople(): Promise<People> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signer = createTokenSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const server = createServer((request, response) => {
    const body = request.url?.includes('revocations') ? { sessionIds: [] } : signer.jwks();
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    jwksUrl: `http://127.0.0.1:${port}/jwks.json`,
    tokens: (count) =>
      Array.from({ length: count }, () => {
        const userId = newId();
        const user = {
          userId,
          email: `${userId}@example.test`,
          role: 'customer' as const,
          name: null,
          sessionId: newId(),
        };
        return signer.sign(user, { now: new Date(), expiresInSeconds: 3_600 });
      }),
    stop: () => void server.close(),
  };
}
