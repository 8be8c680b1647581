import request from 'supertest';
import { password, startAuth } from './start-auth.ts';
import type { RunningAuth } from './start-auth.ts';

const newPassword = 'a better password';

describe('/api/users/me', () => {
  let auth: RunningAuth;
  beforeEach(async () => {
    auth = await startAuth();
  });
  afterEach(() => auth.kit.stop());

  const signIn = (email: string, by: string) =>
    request(auth.app).post('/api/users/signin').send({ email, password: by });
  const isSignedIn = async (browser: ReturnType<typeof request.agent>) =>
    (await browser.get('/api/users/currentuser')).body.currentUser !== null;

  test('When nobody is signed in, then 401', async () => {
    await request(auth.app).patch('/api/users/me').send({ name: 'Ada' }).expect(401);
    await request(auth.app).delete('/api/users/me').expect(401);
    await request(auth.app).get('/api/users/me/export').expect(401);
  });

  test('When the name changes, then everybody hears of it and the sign-in goes on', async () => {
    const { browser, email, userId } = await auth.signedUp();
    const answer = await browser.patch('/api/users/me').send({ name: 'Ada' }).expect(200);
    expect(answer.body).toEqual({ id: userId, email, role: 'customer', name: 'Ada' });
    expect((await browser.get('/api/users/currentuser')).body.currentUser).toEqual(answer.body);
    const messages = await auth.published();
    expect(messages.at(-1)).toMatchObject({
      type: 'UserUpdated',
      version: 2,
      data: { version: 2, name: 'Ada', email },
    });
    expect((await browser.patch('/api/users/me').send({ name: null }).expect(200)).body.name).toBeNull();
  });

  test('When the email changes with the current password, then the new one signs in; a taken one is 409', async () => {
    const { browser, email } = await auth.signedUp();
    await auth.signedUp('taken@example.test');
    await browser
      .patch('/api/users/me')
      .send({ email: 'NEW@example.test', currentPassword: password })
      .expect(200);
    await signIn('new@example.test', password).expect(200);
    await signIn(email, password).expect(401);
    const taken = await browser
      .patch('/api/users/me')
      .send({ email: 'taken@example.test', currentPassword: password })
      .expect(409);
    expect(taken.body).toMatchObject({ errors: [{ code: 'email-taken', field: 'email' }] });
  });

  test('When the password changes, then this browser stays and every other sign-in ends', async () => {
    const { browser, email } = await auth.signedUp();
    const other = auth.browser();
    await other.post('/api/users/signin').send({ email, password }).expect(200);
    const { refreshToken } = await auth.signedInByApi(email);

    await browser
      .patch('/api/users/me')
      .send({ password: newPassword, currentPassword: password })
      .expect(200);
    expect(await isSignedIn(browser)).toBe(true);
    expect(await isSignedIn(other)).toBe(false);
    await request(auth.app).post('/api/users/token/refresh').send({ refreshToken }).expect(401);
    await signIn(email, password).expect(401);
    await signIn(email, newPassword).expect(200);
  });

  test('When the current password is wrong, then 403 and nothing changes; when guessed too often, then 429', async () => {
    const { browser, email } = await auth.signedUp();
    const change = () =>
      browser.patch('/api/users/me').send({ password: newPassword, currentPassword: 'wrong guess' });
    expect((await change().expect(403)).body).toMatchObject({
      errors: [{ code: 'wrong-password', field: 'currentPassword' }],
    });
    for (let guess = 0; guess < 9; guess += 1) await change().expect(403);
    await change().expect(429);
    await request(auth.app)
      .post('/api/users/signin')
      .set('X-Forwarded-For', '203.0.113.7')
      .send({ email, password })
      .expect(200);
  });

  test.each([
    [{ password: newPassword }, 'currentPassword'],
    [{ email: 'new@example.test' }, 'currentPassword'],
    [{ password: 'short', currentPassword: password }, 'password'],
    [{ email: 'new@example.test', password: 'new@example.test', currentPassword: password }, 'password'],
    [{ name: '' }, 'name'],
    [{ role: 'promoter' }, 'role'],
  ])('When the body is %j, then 400 names %s', async (body, field) => {
    const { browser } = await auth.signedUp();
    expect((await browser.patch('/api/users/me').send(body).expect(400)).body).toMatchObject({
      errors: [{ field }],
    });
    expect(await auth.published()).toHaveLength(1);
  });

  test('When the new password is the own email, then 400', async () => {
    const { browser } = await auth.signedUp('ada@example.test');
    const answer = await browser
      .patch('/api/users/me')
      .send({ password: 'ada@example.test', currentPassword: password })
      .expect(400);
    expect(answer.body).toMatchObject({ errors: [{ code: 'field-invalid', field: 'password' }] });
  });

  test('When ten changes come at once, then each has its own version and message or says 409', async () => {
    const { browser, userId, email } = await auth.signedUp();
    const { accessToken } = await auth.signedInByApi(email);
    const change = (name: string) =>
      request(auth.app).patch('/api/users/me').auth(accessToken, { type: 'bearer' }).send({ name });
    const statuses = (await Promise.all(Array.from('abcdefghij', change))).map(({ status }) => status);
    const done = statuses.filter((status) => status === 200).length;
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    expect((await auth.users.findById(userId))?.version).toBe(1 + done);
    const versions = (await auth.published()).map((message) => (message.data as { version: number }).version);
    expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 1 + done }, (_, index) => index + 1));
    expect(await isSignedIn(browser)).toBe(true);
  });

  test('When the account is erased, then nothing personal stays, everybody hears it and the email is free', async () => {
    const { browser, userId } = await auth.signedUp('ada@example.test');
    await browser.patch('/api/users/me').send({ name: 'Ada Lovelace' }).expect(200);
    const erased = await browser.delete('/api/users/me').expect(204);
    expect(erased.headers['set-cookie']?.[0]).toMatch(/^session=;/);

    const message = (await auth.published()).at(-1);
    expect(message).toMatchObject({
      type: 'UserDeleted',
      version: 3,
      data: { userId, status: 'erased', name: null },
    });
    const row = await auth.kit.mongo.connection.collection('users').findOne({});
    expect(JSON.stringify([message, row])).not.toMatch(/ada|argon2/i);
    expect(await auth.kit.mongo.connection.collection('sessions').countDocuments({ endedAt: null })).toBe(0);
    await signIn('ada@example.test', password).expect(401);
    await auth.signedUp('ada@example.test');
  });

  test('When the user asks for their data, then there is all of it and no secret', async () => {
    const { browser, email, userId } = await auth.signedUp();
    await auth.signedInByApi(email);
    const answer = await browser.get('/api/users/me/export').expect(200);
    expect(answer.headers['content-disposition']).toMatch(/^attachment/);
    expect(answer.body).toMatchObject({
      account: { userId, email, createdAt: expect.any(String) },
      signIns: [{ kind: 'cookie' }, { kind: 'api' }],
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/argon2|passwordHash/);
  });
});
