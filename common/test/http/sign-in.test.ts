import { route } from '@turnout/common/http';
import type { Access } from '@turnout/common/http';
import request from 'supertest';
import { cookieOf, startApp } from './start-app.ts';

const tell = (path: string, access: Access) =>
  route({
    method: 'get',
    path,
    summary: 'Who',
    access,
    handler: async ({ user }) => ({ status: 200, body: { userId: user?.userId ?? null } }),
  });
const change = route({
  method: 'post',
  path: '/api/change',
  summary: 'Change',
  access: 'user',
  handler: async () => ({ status: 204 }),
});
const { app, auth } = startApp([
  tell('/api/anyone', 'anyone'),
  tell('/api/maybe', 'maybe-user'),
  tell('/api/user', 'user'),
  tell('/api/promoter', 'promoter'),
  change,
]);

describe('Who may call a route', () => {
  const customer = auth.bearer({ userId: 'c1' });
  const promoter = auth.bearer({ userId: 'p1', role: 'promoter' });
  const ask = (path: string, authorization?: string) => {
    const asked = request(app).get(path);
    return authorization ? asked.set('Authorization', authorization) : asked;
  };

  test.each([
    ['/api/anyone', undefined, 200, null],
    ['/api/anyone', 'Bearer nonsense', 200, null],
    ['/api/maybe', undefined, 200, null],
    ['/api/maybe', 'Bearer nonsense', 200, null],
    ['/api/maybe', customer, 200, 'c1'],
    ['/api/user', customer, 200, 'c1'],
    ['/api/user', customer.replace('Bearer', 'bearer'), 200, 'c1'],
    ['/api/promoter', promoter, 200, 'p1'],
  ])('When %s is asked with %s, then it answers', async (path, authorization, status, userId) => {
    const answer = await ask(path, authorization);
    expect([answer.status, answer.body]).toEqual([status, { userId }]);
  });

  test.each([
    ['/api/user', undefined, 401, 'sign-in-required'],
    ['/api/user', 'Basic YTpi', 401, 'sign-in-required'],
    ['/api/user', 'Bearer', 401, 'sign-in-required'],
    ['/api/user', 'Bearer nonsense', 401, 'token-invalid'],
    ['/api/user', 'Bearer a.b.c', 401, 'token-invalid'],
    ['/api/user', `Bearer ${'e30.'.repeat(2)}x`, 401, 'token-invalid'],
    ['/api/promoter', undefined, 401, 'sign-in-required'],
    ['/api/promoter', customer, 403, 'promoter-required'],
  ])('When %s is asked with %s, then it refuses', async (path, authorization, status, code) => {
    const answer = await ask(path, authorization);
    expect(answer.body).toMatchObject({ errors: [{ code }] });
    expect(answer.status).toBe(status);
  });

  test('When the cookie holds the token, then it counts; when it holds anything else, then not', async () => {
    expect((await request(app).get('/api/user').set('Cookie', cookieOf(customer)).expect(200)).body).toEqual({
      userId: 'c1',
    });
    for (const cookie of [
      'session=',
      'session=%%%',
      'session=bnVsbA==',
      `session=${Buffer.from('{"jwt":{"a":1}}').toString('base64')}`,
    ]) {
      await request(app).get('/api/user').set('Cookie', cookie).expect(401);
    }
  });
});

describe('A change that carries the cookie', () => {
  const cookie = cookieOf(auth.bearer());
  const post = (headers: Record<string, string>) => request(app).post('/api/change').set(headers);

  test.each<[string, Record<string, string>, number]>([
    ['our own origin', { Cookie: cookie, Origin: 'https://shop.test' }, 204],
    [
      'the origin of the host that was asked',
      { Cookie: cookie, Origin: 'http://localhost:4000', Host: 'localhost:4000' },
      204,
    ],
    ['Sec-Fetch-Site: same-origin', { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' }, 204],
    ['Bearer and no origin', { Authorization: auth.bearer() }, 204],
    [
      'Bearer beside the cookie',
      { Cookie: cookie, Authorization: auth.bearer(), Origin: 'https://evil.test' },
      204,
    ],
    [
      'Basic beside the cookie',
      { Cookie: cookie, Authorization: 'Basic YTpi', Origin: 'https://evil.test' },
      403,
    ],
    ['a foreign origin', { Cookie: cookie, Origin: 'https://evil.test' }, 403],
    ['a foreign origin that looks alike', { Cookie: cookie, Origin: 'https://shop.test.evil.test' }, 403],
    ['another scheme', { Cookie: cookie, Origin: 'http://shop.test' }, 403],
    ['origin null', { Cookie: cookie, Origin: 'null' }, 403],
    ['neither header', { Cookie: cookie }, 403],
    ['Sec-Fetch-Site: same-site', { Cookie: cookie, 'Sec-Fetch-Site': 'same-site' }, 403],
    ['Sec-Fetch-Site: cross-site', { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['Sec-Fetch-Site: none', { Cookie: cookie, 'Sec-Fetch-Site': 'none' }, 403],
  ])('When it has %s, then the answer is right', async (_what, headers, status) => {
    const answer = await post(headers);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toMatchObject({ errors: [{ code: 'foreign-origin' }] });
  });

  test('When it only reads, then the origin does not matter', async () => {
    await request(app).get('/api/user').set('Cookie', cookie).set('Origin', 'https://evil.test').expect(200);
  });
});
