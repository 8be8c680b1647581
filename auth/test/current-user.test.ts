import request from 'supertest';
import { startAuth } from './start-auth.ts';
import type { RunningAuth } from './start-auth.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

describe('GET /api/users/currentuser', () => {
  let auth: RunningAuth;
  beforeEach(async () => {
    auth = await startAuth();
  });
  afterEach(() => auth.kit.stop());

  test('When nobody is signed in, then currentUser is null', async () => {
    const answer = await request(auth.app).get('/api/users/currentuser').expect(200);
    expect(answer.body).toEqual({ currentUser: null });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test.each(['nonsense', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.', ''])(
    'When the token is "%s", then currentUser is null, never a 401',
    async (token) => {
      const answer = await request(auth.app)
        .get('/api/users/currentuser')
        .set('Authorization', `Bearer ${token}`);
      expect([answer.status, answer.body]).toEqual([200, { currentUser: null }]);
      const cookie = `session=${Buffer.from(JSON.stringify({ jwt: token })).toString('base64')}`;
      const browser = await request(auth.app).get('/api/users/currentuser').set('Cookie', cookie);
      expect([browser.status, browser.body]).toEqual([200, { currentUser: null }]);
      await request(auth.app)
        .get('/api/users/currentuser')
        .set('Cookie', 'session=%%%')
        .expect(200, { currentUser: null });
    },
  );

  test('When the cookie is younger than an hour, then it stays; when older, then it is renewed', async () => {
    const { browser } = await auth.signedUp();
    auth.pass(59 * minute);
    expect((await browser.get('/api/users/currentuser')).headers['set-cookie']).toBeUndefined();
    auth.pass(2 * minute);
    expect((await browser.get('/api/users/currentuser')).headers['set-cookie']?.[0]).toMatch(/^session=.+/);
    expect((await browser.get('/api/users/currentuser')).headers['set-cookie']).toBeUndefined();
  });

  test('When the browser comes every six days, then it stays signed in; after a week of absence it is not', async () => {
    const { browser, email } = await auth.signedUp();
    for (let visit = 0; visit < 4; visit += 1) {
      auth.pass(6 * day);
      expect((await browser.get('/api/users/currentuser')).body).toMatchObject({ currentUser: { email } });
    }
    auth.pass(7 * day);
    const answer = await browser.get('/api/users/currentuser').expect(200);
    expect(answer.body).toEqual({ currentUser: null });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^session=;/);
  });

  test('When the session ended while its cookie was about to be renewed, then it is not', async () => {
    const { browser, userId } = await auth.signedUp();
    auth.pass(2 * 60 * minute);
    await auth.sessions.endAllOfUser(userId, auth.now());
    expect((await browser.get('/api/users/currentuser')).body).toEqual({ currentUser: null });
  });
});
