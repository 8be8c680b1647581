import request from 'supertest';
import { password, startAuth } from './start-auth.ts';
import type { RunningAuth } from './start-auth.ts';

describe('POST /api/users/signup', () => {
  let auth: RunningAuth;
  beforeEach(async () => {
    auth = await startAuth();
  });
  afterEach(() => auth.kit.stop());

  const signUp = (body: object) => request(auth.app).post('/api/users/signup').send(body);

  test('When someone signs up, then they are signed in, and everybody hears of them without the password', async () => {
    const browser = auth.browser();
    const answer = await browser
      .post('/api/users/signup')
      .send({ email: ' Ada@Example.TEST ', password, role: 'promoter', name: ' Ada ' });

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.any(String),
      email: 'ada@example.test',
      role: 'promoter',
      name: 'Ada',
    });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^session=.+; samesite=lax; httponly$/);
    const current = await browser.get('/api/users/currentuser').expect(200);
    expect(current.body).toEqual({ currentUser: answer.body });

    const { id: userId } = answer.body as { id: string };
    const data = {
      userId,
      version: 1,
      email: 'ada@example.test',
      emailVerified: false,
      role: 'promoter',
      name: 'Ada',
      status: 'active',
    };
    expect(await auth.published()).toEqual([
      expect.objectContaining({ type: 'UserCreated', aggregateId: userId, version: 1, data }),
    ]);
    const row = await auth.kit.mongo.connection.collection('users').findOne({});
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('When role and name are left out, then a customer without a name is made', async () => {
    expect((await signUp({ email: 'a@example.test', password })).body).toMatchObject({
      role: 'customer',
      name: null,
    });
  });

  test('When the email is taken in another spelling, then 409 email-taken and nothing is published', async () => {
    await auth.signedUp('ada@example.test');
    const answer = await signUp({ email: 'ADA@example.test', password });
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual({
      errors: [{ message: expect.any(String), code: 'email-taken', field: 'email' }],
    });
    expect(await auth.published()).toHaveLength(1);
  });

  test('When one email signs up five times at once, then one gets it and one message leaves', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => signUp({ email: 'ada@example.test', password })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(await auth.published()).toHaveLength(1);
    expect(await auth.kit.mongo.connection.collection('sessions').countDocuments()).toBe(1);
  });

  test.each([
    ['no email', { password }, 'email', 'field-required'],
    ['no address', { email: 'ada', password }, 'email', 'field-invalid'],
    ['an array for the email', { email: ['a@example.test'], password }, 'email', 'field-invalid'],
    ['an operator for the email', { email: { $gt: '' }, password }, 'email', 'field-invalid'],
    ['no password', { email: 'a@example.test' }, 'password', 'field-required'],
    ['a short password', { email: 'a@example.test', password: '1234567' }, 'password', 'field-invalid'],
    [
      'a password too long to hash',
      { email: 'a@example.test', password: 'x'.repeat(201) },
      'password',
      'field-invalid',
    ],
    [
      'the email for a password',
      { email: 'ada@example.test', password: 'Ada@Example.test' },
      'password',
      'field-invalid',
    ],
    ['an unknown role', { email: 'a@example.test', password, role: 'admin' }, 'role', 'field-invalid'],
    ['an empty name', { email: 'a@example.test', password, name: ' ' }, 'name', 'field-invalid'],
    ['an unknown field', { email: 'a@example.test', password, status: 'active' }, 'status', 'field-unknown'],
  ])('When there is %s, then 400 names the field and nobody is made', async (_case, body, field, code) => {
    const answer = await signUp(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ errors: [{ message: expect.any(String), code, field }] });
    expect(await auth.kit.mongo.connection.collection('users').countDocuments()).toBe(0);
  });

  test('When an address asks for many taken emails, then it is slowed', async () => {
    const slow = await startAuth({ perAccount: 100, perAddress: 3 });
    await slow.signedUp('ada@example.test');
    const ask = () =>
      request(slow.app).post('/api/users/signup').send({ email: 'ada@example.test', password });
    expect([(await ask()).status, (await ask()).status, (await ask()).status, (await ask()).status]).toEqual([
      409, 409, 409, 429,
    ]);
    await slow.kit.stop();
  });
});
