// What other services verify tokens with. Proxies may keep the keys for a while; the ended sessions must always be asked for.
import { createHash } from 'node:crypto';
import { route } from '@turnout/common/http';
import type { AuthDeps } from './deps.ts';

const keysMaxAgeSeconds = 300;

export const jwks = ({ tokens }: AuthDeps) =>
  route({
    method: 'get',
    path: '/api/users/.well-known/jwks.json',
    summary: 'Public keys that tokens are signed with (RFC 7517)',
    access: 'anyone',
    handler: async () => ({
      status: 200,
      body: tokens.jwks(),
      headers: { 'Cache-Control': `public, max-age=${keysMaxAgeSeconds}` },
    }),
  });

export const revocations = ({ revoked }: AuthDeps) =>
  route({
    method: 'get',
    path: '/api/users/.well-known/revocations.json',
    summary: 'Sign-ins that ended before their tokens run out',
    access: 'anyone',
    handler: async ({ request }) => {
      const list = await revoked.current();
      const etag = `"${createHash('sha256').update(list.sessionIds.join()).digest('base64url')}"`;
      const headers = { ETag: etag, 'Cache-Control': 'no-cache' };
      if (request.get('if-none-match') === etag) return { status: 304, headers };
      return { status: 200, body: list, headers };
    },
  });
