// Hundreds of users for load: their tokens are signed here with the key of the stack under test, since hashing
// hundreds of passwords would take longer than what is to be measured.
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, withToken, type Client } from '../api/client.ts';
import { facts } from '../stack/facts.ts';

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const objectId = () => Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('hex');

export async function makeUpCustomers(count: number): Promise<Client[]> {
  const pem = readFileSync(join(facts().logsFolder, '..', 'keys', 'jwt-private-key.pem'));
  const key = createPrivateKey(pem);
  const path = '/api/users/.well-known/jwks.json';
  const { keys } = await createClient().expect<{ keys: { kid: string }[] }>(200, 'GET', path);
  const header = base64url({ alg: 'RS256', typ: 'JWT', kid: keys[0]?.kid });
  const issuedAt = Math.floor(Date.now() / 1_000);
  return Array.from({ length: count }, (_, index) => {
    const claims = {
      iss: 'turnout',
      aud: 'turnout',
      sub: objectId(),
      sid: objectId(),
      email: `buyer-${index}@example.test`,
      role: 'customer',
      name: `Buyer ${index}`,
      iat: issuedAt,
      exp: issuedAt + 900,
    };
    const signed = `${header}.${base64url(claims)}`;
    return withToken(`${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`);
  });
}
