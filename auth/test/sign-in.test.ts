import request from 'supertest';
import { password, startAuth } from './start-auth.ts';
import type { RunningAuth } from './start-auth.ts';

describe('POST /api/users/signin', () => {
  let auth: RunningAuth;
  beforeEach(async () => {
    auth = await startAuth();
  });
  afterEach(() => auth.kit.stop());

  const signIn = (body: object, address = '203.0.113.7') =>
    request(auth.app).post('/api/users/signin').set('X-Forwarded-For', address).send(body);

  test('When the password is right, then the browser is signed in', async () => {
    const { email, userId } = await auth.signedUp();
    const browser = auth.browser();
    const answer = await browser.post('/api/users/signin').send({ email: email.toUpperCase(), password });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ id: userId, email, role: 'customer', name: null });
    expect((await browser.get('/api/users/currentuser')).body).toEqual({ currentUser: answer.body });
  });

  test('When the password is wrong or the email unknown, then both get the same 401', async () => {
    const { email } = await auth.signedUp();
    const wrong = await signIn({ email, password: 'something else' });
    const unknown = await signIn({ email: 'nobody@example.test', password });
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual({ errors: [{ message: expect.any(String), code: 'wrong-credentials' }] });
    expect([unknown.status, unknown.body]).toEqual([401, wrong.body]);
    expect(unknown.headers['set-cookie']).toBeUndefined();
  });

  test('When a password was wrong ten times, then 429 even for the right one, but not for others or from elsewhere', async () => {
    const [ada, bob] = [await auth.signedUp(), await auth.signedUp()];
    for (let attempt = 0; attempt < 10; attempt += 1)
      await signIn({ email: ada.email, password: 'wrong guess' }).expect(401);
    const refused = await signIn({ email: ada.email, password });
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ errors: [{ code: 'too-many-attempts' }] });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
    await signIn({ email: bob.email, password }).expect(200);
    await signIn({ email: ada.email, password }, '198.51.100.9').expect(200);
  });

  test('When fifty guesses come at once, then no more are looked at than the limit and the hashes in work', async () => {
    const { email } = await auth.signedUp();
    const guesses = Array.from({ length: 50 }, () => signIn({ email, password: 'wrong guess' }));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(13);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
  });

  test('When one user signs in twenty times at once, then all are let in', async () => {
    const { email } = await auth.signedUp();
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn({ email, password })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test('When many emails are tried from one address, then that address is refused', async () => {
    const strict = await startAuth({ perAccount: 10, perAddress: 3 });
    const guess = (email: string) =>
      request(strict.app).post('/api/users/signin').send({ email, password: 'wrong guess' });
    for (const name of ['a', 'b', 'c']) await guess(`${name}@example.test`).expect(401);
    await guess('d@example.test').expect(429);
    await strict.kit.stop();
  });

  test('When the account is disabled, then the right password gets 403 and a wrong one 401', async () => {
    const { email } = await auth.signedUp();
    await auth.kit.mongo.connection
      .collection('users')
      .updateOne({ email }, { $set: { status: 'disabled' } });
    expect((await signIn({ email, password })).body).toMatchObject({ errors: [{ code: 'user-disabled' }] });
    await signIn({ email, password: 'wrong guess' }).expect(401);
  });

  test('When a browser signs in over another sign-in, then the other one ends', async () => {
    const { browser } = await auth.signedUp();
    const other = await auth.signedUp();
    const cookie = (
      await browser.post('/api/users/signin').send({ email: other.email, password }).expect(200)
    ).headers['set-cookie'];
    expect(cookie).toBeDefined();
    expect(
      await auth.kit.mongo.connection.collection('sessions').countDocuments({ endedAt: { $type: 'date' } }),
    ).toBe(1);
  });

  test('When the password changed after it was checked, then no session slips in', async () => {
    const { userId } = await auth.signedUp();
    const checked = (await auth.users.findById(userId))!;
    await auth.users.replaceEarlierVersion({ ...checked, version: 2, passwordHash: 'another' });
    expect(await auth.users.noteSignIn(checked, auth.now())).toBe(false);
  });
});

describe('POST /api/users/signout', () => {
  let auth: RunningAuth;
  beforeEach(async () => {
    auth = await startAuth();
  });
  afterEach(() => auth.kit.stop());

  test('When a browser signs out, then its cookie is gone, and a kept copy of it is worth nothing at once', async () => {
    const { browser, email } = await auth.signedUp();
    const kept =
      (await browser.post('/api/users/signin').send({ email, password })).headers['set-cookie']?.[0]?.split(
        ';',
      )[0] ?? '';
    expect((await request(auth.app).get('/api/users/currentuser').set('Cookie', kept)).body).toMatchObject({
      currentUser: { email },
    });

    const answer = await browser.post('/api/users/signout').expect(204);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^session=;/);
    expect((await request(auth.app).get('/api/users/currentuser').set('Cookie', kept)).body).toEqual({
      currentUser: null,
    });
    await request(auth.app).get('/api/users/me/export').set('Cookie', kept).expect(401);
  });

  test('When nobody is signed in, then signing out is fine too', async () => {
    await request(auth.app).post('/api/users/signout').expect(204);
  });

  test('When a foreign page tries it, then 403 and the user stays signed in', async () => {
    const { browser } = await auth.signedUp();
    await browser
      .post('/api/users/signout')
      .set('Sec-Fetch-Site', 'cross-site')
      .set('Origin', 'http://evil.test')
      .expect(403);
    expect((await browser.get('/api/users/currentuser')).body.currentUser).not.toBeNull();
  });

  test('When an API client signs out, then its access and refresh tokens end', async () => {
    const { email } = await auth.signedUp();
    const { accessToken, refreshToken } = await auth.signedInByApi(email);
    await request(auth.app).post('/api/users/signout').auth(accessToken, { type: 'bearer' }).expect(204);
    await request(auth.app).get('/api/users/me/export').auth(accessToken, { type: 'bearer' }).expect(401);
    await request(auth.app).post('/api/users/token/refresh').send({ refreshToken }).expect(401);
  });
});
