import request from 'supertest';
import { password, startAuth } from './start-auth.ts';
import type { RunningAuth } from './start-auth.ts';

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

interface Pair {
  accessToken: string;
  refreshToken: string;
}

describe('Tokens of API clients', () => {
  let auth: RunningAuth;
  let email: string;
  beforeEach(async () => {
    auth = await startAuth();
    ({ email } = await auth.signedUp());
  });
  afterEach(() => auth.kit.stop());

  const refresh = (refreshToken: unknown) =>
    request(auth.app).post('/api/users/token/refresh').send({ refreshToken });
  const rotate = async (pair: Pair): Promise<Pair> =>
    (await refresh(pair.refreshToken).expect(200)).body as Pair;
  const exportWith = ({ accessToken }: Pair) =>
    request(auth.app).get('/api/users/me/export').auth(accessToken, { type: 'bearer' });

  test('When the credentials are right, then there is a pair: 15 minutes of access and a refresh token', async () => {
    const answer = await request(auth.app).post('/api/users/token').send({ email, password });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      expiresIn: 900,
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    const current = await request(auth.app)
      .get('/api/users/currentuser')
      .auth((answer.body as Pair).accessToken, { type: 'bearer' });
    expect(current.body).toMatchObject({ currentUser: { email } });
    auth.pass(15 * minute);
    await exportWith(answer.body as Pair).expect(401);
  });

  test('When they are wrong, then 401 wrong-credentials', async () => {
    const answer = await request(auth.app)
      .post('/api/users/token')
      .send({ email, password: 'wrong guess' })
      .expect(401);
    expect(answer.body).toMatchObject({ errors: [{ code: 'wrong-credentials' }] });
  });

  test('When a refresh token is used, then there is a new pair, again and again, for 30 days from the last', async () => {
    let pair: Pair = await auth.signedInByApi(email);
    for (let turn = 0; turn < 3; turn += 1) {
      auth.pass(29 * day);
      const next = await rotate(pair);
      expect(next.refreshToken).not.toBe(pair.refreshToken);
      await exportWith(next).expect(200);
      pair = next;
    }
    auth.pass(30 * day);
    expect((await refresh(pair.refreshToken).expect(401)).body).toMatchObject({
      errors: [{ code: 'session-ended' }],
    });
  });

  test('When an old refresh token is used again, then the whole family ends at once', async () => {
    const first = await auth.signedInByApi(email);
    const renewed = await rotate(first);
    const third = await rotate(renewed);
    const reused = await refresh(first.refreshToken).expect(401);
    expect(reused.body).toMatchObject({ errors: [{ code: 'refresh-token-reused' }] });
    await exportWith(third).expect(401);
    expect((await refresh(third.refreshToken).expect(401)).body).toMatchObject({
      errors: [{ code: 'session-ended' }],
    });
  });

  test('When the token before the current one comes within 10 s, then the same next token is answered; later it is a re-use', async () => {
    const first = await auth.signedInByApi(email);
    const next = await rotate(first);
    auth.pass(9 * second);
    expect((await rotate(first)).refreshToken).toBe(next.refreshToken);
    await exportWith(next).expect(200);
    auth.pass(2 * second);
    await refresh(first.refreshToken).expect(401);
    await exportWith(next).expect(401);
  });

  test('When one token is refreshed ten times at once, then all get the same next token, and it works', async () => {
    const first = await auth.signedInByApi(email);
    const pairs = await Promise.all(Array.from({ length: 10 }, () => rotate(first)));
    expect(new Set(pairs.map((pair) => pair.refreshToken)).size).toBe(1);
    await rotate(pairs.at(0)!);
  });

  test('When a token is made up or changed, then 401 refresh-token-invalid and the family lives on', async () => {
    const pair = await auth.signedInByApi(email);
    const [sessionId, , mac] = pair.refreshToken.split('.');
    for (const forged of [
      'nonsense',
      `${sessionId}.0.${mac}`,
      `${sessionId}.2.${mac}`,
      `${pair.refreshToken}x`,
      `${sessionId}.1.${'A'.repeat(43)}`,
    ]) {
      expect((await refresh(forged).expect(401)).body).toMatchObject({
        errors: [{ code: 'refresh-token-invalid' }],
      });
    }
    await rotate(pair);
  });

  test('When the body has no token or something else, then 400 names the field', async () => {
    for (const bad of [undefined, '', ['a'], { $gt: '' }, 7]) {
      expect((await refresh(bad).expect(400)).body).toMatchObject({ errors: [{ field: 'refreshToken' }] });
    }
  });

  test('When the user is gone, then neither token works', async () => {
    const pair = await auth.signedInByApi(email);
    await request(auth.app).delete('/api/users/me').auth(pair.accessToken, { type: 'bearer' }).expect(204);
    await refresh(pair.refreshToken).expect(401);
    await exportWith(pair).expect(401);
  });
});
