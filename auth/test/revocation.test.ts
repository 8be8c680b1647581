import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTokenVerifier, fetchJson, pollJson } from '@turnout/common/auth';
import type { Jwks, Revocations, TokenVerifier } from '@turnout/common/auth';
import { eventually } from '@turnout/common/testing';
import request from 'supertest';
import { createRevocationList } from '../src/sessions/revocations.ts';
import { startAuth } from './start-auth.ts';
import type { RunningAuth } from './start-auth.ts';

describe('What other services verify with', () => {
  let auth: RunningAuth;
  let server: ReturnType<typeof createServer>;
  let verifier: TokenVerifier;
  let asked = 0;
  beforeEach(async () => {
    auth = await startAuth();
    server = createServer((incoming, response) => {
      asked += 1;
      auth.app(incoming, response);
    }).listen(0);
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/users/.well-known`;
    verifier = createTokenVerifier({
      fetchKeys: async () => (await fetchJson(`${base}/jwks.json`)) as Jwks,
      fetchRevocations: pollJson<Revocations>(`${base}/revocations.json`),
      logger: auth.kit.logger,
      now: auth.now,
    });
    verifier.start();
  });
  afterEach(async () => {
    verifier.stop();
    server.closeAllConnections();
    server.close();
    await auth.kit.stop();
  });

  const endedWithin5s = (token: string) =>
    eventually(() => expect(verifier.verify(token)).rejects.toMatchObject({ code: 'session-ended' }), 5_000);

  test('When a token of auth comes to another service, then it is verified offline, with one look at the keys', async () => {
    const { email, userId } = await auth.signedUp();
    const { accessToken } = await auth.signedInByApi(email);
    expect(await verifier.verify(accessToken)).toMatchObject({ userId, email, role: 'customer', name: null });
    const before = asked;
    for (let turn = 0; turn < 50; turn += 1) await verifier.verify(accessToken);
    expect(asked - before).toBeLessThanOrEqual(1);
  });

  test('When a user signs out, then another service refuses the token within 5 s', async () => {
    const { email } = await auth.signedUp();
    const { accessToken } = await auth.signedInByApi(email);
    await verifier.verify(accessToken);
    await request(auth.app).post('/api/users/signout').auth(accessToken, { type: 'bearer' }).expect(204);
    await endedWithin5s(accessToken);
  });

  test('When an account is erased, then another service refuses all its tokens within 5 s', async () => {
    const { browser, email } = await auth.signedUp();
    const pairs = [await auth.signedInByApi(email), await auth.signedInByApi(email)];
    await browser.delete('/api/users/me').expect(204);
    for (const { accessToken } of pairs) await endedWithin5s(accessToken);
  });

  test('When nothing changed, then the list answers 304 to its ETag; when a session ends, then with the list', async () => {
    const list = () => request(auth.app).get('/api/users/.well-known/revocations.json');
    const { browser } = await auth.signedUp();
    const first = await list().expect(200, { sessionIds: [] });
    const etag = first.headers['etag'] ?? '';
    await list().set('If-None-Match', etag).expect(304);
    await browser.post('/api/users/signout').expect(204);
    await eventually(async () => {
      const changed = await list().set('If-None-Match', etag).expect(200);
      expect(changed.body.sessionIds).toHaveLength(1);
    });
  });

  test('When the last token of an ended session has run out, then it is not listed any more', async () => {
    const { browser } = await auth.signedUp();
    await browser.post('/api/users/signout').expect(204);
    const day = 86_400_000;
    const at = (days: number) => auth.sessions.findEndedWithTokens(new Date(Date.now() + days * day));
    expect([(await at(0)).length, (await at(6.9)).length, (await at(7.1)).length]).toEqual([1, 1, 0]);
  });

  test('When many services ask at once, then the database is read once a second at most', async () => {
    let reads = 0;
    const list = createRevocationList({ findEndedWithTokens: async () => [String((reads += 1))] }, auth.now);
    await Promise.all(Array.from({ length: 100 }, () => list.current()));
    expect(reads).toBe(1);
  });

  test('When the database failed, then the next question reads it again', async () => {
    let reads = 0;
    const read = async () => {
      reads += 1;
      if (reads === 1) throw new Error('no database');
      return ['session'];
    };
    const list = createRevocationList({ findEndedWithTokens: read }, auth.now);
    await expect(list.current()).rejects.toThrow('no database');
    expect(await list.current()).toEqual({ sessionIds: ['session'] });
  });

  test('When the keys are asked for, then a proxy may keep them, and they hold no private part', async () => {
    const answer = await request(auth.app).get('/api/users/.well-known/jwks.json').expect(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=300');
    expect(answer.body).toEqual({
      keys: [
        { kty: 'RSA', alg: 'RS256', use: 'sig', kid: expect.any(String), n: expect.any(String), e: 'AQAB' },
      ],
    });
  });
});
