import { createHmac, generateKeyPairSync } from 'node:crypto';
import { createTokenSigner, createTokenVerifier } from '@turnout/common/auth';
import type { CurrentUser, TokenVerifierOptions } from '@turnout/common/auth';
import { eventually } from '@turnout/common/testing';
import jwt from 'jsonwebtoken';
import { pino } from 'pino';

const user: CurrentUser = {
  userId: 'u1',
  email: 'ada@example.test',
  role: 'customer',
  name: null,
  sessionId: 's1',
};
const now = new Date('2026-05-01T10:00:00Z');

function newKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}
const pem = newKey();
const signer = createTokenSigner(pem);
const [key] = signer.jwks().keys;
const token = signer.sign(user, { now, expiresInSeconds: 900 });

function verifierWith(over: Partial<TokenVerifierOptions> = {}) {
  return createTokenVerifier({
    fetchKeys: async () => signer.jwks(),
    fetchRevocations: async () => ({ sessionIds: [] }),
    logger: pino({ level: 'silent' }),
    now: () => now,
    ...over,
  });
}

describe('The token verifier', () => {
  test('When the token is ours, then it says who it speaks for', async () => {
    expect(await verifierWith().verify(token)).toEqual(user);
  });

  test('When it has run out, then token-expired', async () => {
    const late = verifierWith({ now: () => new Date(now.getTime() + 900_000) });
    await expect(late.verify(token)).rejects.toMatchObject({ code: 'token-expired', status: 401 });
  });

  const [header = '', payload = '', signature = ''] = token.split('.');
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const admin = encode({ ...(jwt.decode(token) as object), role: 'promoter' });
  const publicPem = JSON.stringify(key);
  const hs256 = `${encode({ alg: 'HS256', kid: key?.kid })}.${admin}`;
  test.each([
    ['nonsense', 'nonsense'],
    ['empty', ''],
    ['changed', `${header}.${admin}.${signature}`],
    ['unsigned', `${encode({ alg: 'none', kid: key?.kid })}.${payload}.`],
    [
      'signed with the public key as a secret',
      `${hs256}.${createHmac('sha256', publicPem).update(hs256).digest('base64url')}`,
    ],
    ['signed by a stranger', createTokenSigner(newKey()).sign(user, { now, expiresInSeconds: 900 })],
    [
      'for another audience',
      jwt.sign({ ...user, sid: 's1' }, pem, {
        algorithm: 'RS256',
        keyid: key?.kid ?? '',
        issuer: 'turnout',
        audience: 'other',
      }),
    ],
    [
      'without our claims',
      jwt.sign({ sub: 'u1' }, pem, {
        algorithm: 'RS256',
        keyid: key?.kid ?? '',
        issuer: 'turnout',
        audience: 'turnout',
      }),
    ],
  ])('When it is %s, then token-invalid', async (_what, given) => {
    await expect(verifierWith().verify(given)).rejects.toMatchObject({ code: 'token-invalid', status: 401 });
  });

  test('When a thousand tokens of unknown keys come, then the keys are fetched once', async () => {
    let fetches = 0;
    const verifier = verifierWith({ fetchKeys: async () => ((fetches += 1), signer.jwks()) });
    const stranger = createTokenSigner(newKey()).sign(user, { now, expiresInSeconds: 900 });
    await Promise.allSettled(Array.from({ length: 1_000 }, () => verifier.verify(stranger)));
    expect(fetches).toBe(1);
  });

  test('When keys cannot be fetched, then 503 as long as none is known; known ones go on working', async () => {
    let broken = true;
    const fetchKeys = async () => {
      if (broken) throw new Error('no answer');
      return signer.jwks();
    };
    const verifier = verifierWith({ fetchKeys });
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'sign-in-unavailable', status: 503 });
    broken = false;
    expect(await eventually(() => verifier.verify(token))).toEqual(user);
    broken = true;
    expect(await verifier.verify(token)).toEqual(user);
  });

  test('When the session ended, then session-ended; when the list cannot be read, then the last one stays in force', async () => {
    let answers: () => string[] = () => ['s1'];
    let reads = 0;
    const fetchRevocations = async () => {
      reads += 1;
      return { sessionIds: answers() };
    };
    const verifier = verifierWith({ fetchRevocations, pollIntervalMs: 5 });
    verifier.start();
    await eventually(() =>
      expect(verifier.verify(token)).rejects.toMatchObject({ code: 'session-ended', status: 401 }),
    );
    answers = () => {
      throw new Error('no answer');
    };
    const before = reads;
    await eventually(() => expect(reads).toBeGreaterThan(before + 3));
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'session-ended' });
    verifier.stop();
  });

  test('When the key is not RSA or no key at all, then the signer says so', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    for (const bad of ['', 'nonsense', ec])
      expect(() => createTokenSigner(bad)).toThrow(/^JWT_PRIVATE_KEY must be an RSA private key/);
  });
});
