import { pageQuery, param, route } from '@turnout/common/http';
import request from 'supertest';
import { z } from 'zod';
import { startApp } from './start-app.ts';

const echoQuery = route({
  method: 'get',
  path: '/api/things',
  summary: 'Echo the query',
  access: 'anyone',
  query: {
    ...pageQuery,
    q: param.text({ max: 10 }).optional(),
    from: param.instant().optional(),
    past: param.bool().default(false),
    sort: param.oneOf(['name', 'time']).default('name'),
  },
  handler: async ({ query }) => ({ status: 200, body: query }),
});
const echoPath = route({
  method: 'get',
  path: '/api/things/:thingId',
  summary: 'Echo the path',
  access: 'anyone',
  params: { thingId: param.id() },
  headers: { 'X-Queue-Pass': param.text({ max: 20 }).optional() },
  handler: async ({ path, headers }) => ({ status: 200, body: { path, headers } }),
});
const echoBody = route({
  method: 'post',
  path: '/api/things',
  summary: 'Echo the body',
  access: 'anyone',
  body: z.strictObject({
    name: z.string().max(20, 'must be at most 20 characters'),
    count: z.int().min(1, 'must be at least 1').optional(),
    items: z
      .array(z.strictObject({ quantity: z.int('must be a whole number') }))
      .max(3)
      .optional(),
  }),
  handler: async ({ body }) => ({ status: 201, body }),
});

const { app } = startApp([echoQuery, echoPath, echoBody]);
const post = (body: unknown) =>
  request(app)
    .post('/api/things')
    .send(body as object);

interface Problem {
  code: string;
  field: string;
  message: string;
}
const problems = (answer: { body: unknown }): Problem[] => (answer.body as { errors: Problem[] }).errors;

describe('Query parameters', () => {
  test('When none is given, then the defaults are', async () => {
    expect((await request(app).get('/api/things').expect(200)).body).toEqual({
      limit: 50,
      past: false,
      sort: 'name',
    });
  });

  test('When they are right, then they arrive as what they are', async () => {
    const answer = await request(app)
      .get('/api/things?limit=7&q=%20abc%20&from=2026-05-01T18:00:00%2B02:00&past=true&sort=time')
      .expect(200);
    expect(answer.body).toEqual({
      limit: 7,
      q: 'abc',
      from: '2026-05-01T16:00:00.000Z',
      past: true,
      sort: 'time',
    });
  });

  test.each([
    ['limit=1&limit=2', 'limit'],
    ['limit=', 'limit'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=%2B5', 'limit'],
    ['limit=010', 'limit'],
    ['limit=Infinity', 'limit'],
    ['q=a&q=b', 'q'],
    ['q=', 'q'],
    ['q=12345678901', 'q'],
    ['from=2026-05-01', 'from'],
    ['from=2026-02-30T18:00:00Z', 'from'],
    ['from=tomorrow', 'from'],
    ['past=yes', 'past'],
    ['past=1', 'past'],
    ['sort=price', 'sort'],
    ['sort=name&sort=time', 'sort'],
    ['sort=__proto__', 'sort'],
  ])('When it is ?%s, then 400 names %s', async (query, field) => {
    const answer = await request(app).get(`/api/things?${query}`);
    expect(answer.status).toBe(400);
    expect(problems(answer)).toEqual([
      { code: 'field-invalid', field, message: expect.stringContaining(field) },
    ]);
  });

  test('When it is ?limit[x]=1 or ?limit[]=1, then that is another name and the limit stays what it is', async () => {
    for (const query of ['limit[x]=1', 'limit[]=1', 'limit[$gt]=1']) {
      expect((await request(app).get(`/api/things?${query}`).expect(200)).body).toMatchObject({ limit: 50 });
    }
  });

  test('When several are wrong, then each is named', async () => {
    expect(
      problems(await request(app).get('/api/things?limit=0&sort=price')).map(({ field }) => field),
    ).toEqual(['limit', 'sort']);
  });
});

describe('Path parameters and headers', () => {
  test('When they are right, then they arrive', async () => {
    const answer = await request(app).get('/api/things/abc-1').set('x-queue-pass', ' pass ').expect(200);
    expect(answer.body).toEqual({ path: { thingId: 'abc-1' }, headers: { 'X-Queue-Pass': 'pass' } });
  });

  test.each(['a%20b', 'a.b', '%24gt', 'x'.repeat(65), '%E2%82%AC', "';--"])(
    'When the id is %s, then 400 names it',
    async (id) => {
      expect(problems(await request(app).get(`/api/things/${id}`).expect(400))).toMatchObject([
        { field: 'thingId', code: 'field-invalid' },
      ]);
    },
  );

  test.each(['/api/things/%', '/api/things/%zz', '/api/things/%C0%80'])(
    'When the path is %s, which is malformed, then 400',
    async (path) => {
      expect(problems(await request(app).get(path).expect(400))).toMatchObject([
        { code: 'malformed-request' },
      ]);
    },
  );

  test('When a header is too long, then 400 names it', async () => {
    const answer = await request(app).get('/api/things/a').set('x-queue-pass', 'x'.repeat(21)).expect(400);
    expect(problems(answer)).toMatchObject([{ field: 'X-Queue-Pass' }]);
  });
});

describe('JSON bodies', () => {
  test('When it is right, then it arrives', async () => {
    const body = { name: 'a', count: 2, items: [{ quantity: 1 }] };
    expect((await post(body).expect(201)).body).toEqual(body);
  });

  test.each([
    [{}, 'name', 'field-required'],
    [{ name: ['a'] }, 'name', 'field-invalid'],
    [{ name: { $ne: 'a' } }, 'name', 'field-invalid'],
    [{ name: null }, 'name', 'field-invalid'],
    [{ name: 7 }, 'name', 'field-invalid'],
    [{ name: 'a', count: '2' }, 'count', 'field-invalid'],
    [{ name: 'a', count: [2] }, 'count', 'field-invalid'],
    [{ name: 'a', count: 1.5 }, 'count', 'field-invalid'],
    [{ name: 'a', count: 1e300 }, 'count', 'field-invalid'],
    [{ name: 'a', items: { 0: { quantity: 1 } } }, 'items', 'field-invalid'],
    [{ name: 'a', items: [{ quantity: 1 }, {}] }, 'items.1.quantity', 'field-required'],
    [{ name: 'a', items: [{ quantity: 1, price: 0 }] }, 'items.0.price', 'field-unknown'],
    [{ name: 'a', admin: true }, 'admin', 'field-unknown'],
    [[], 'body', 'field-invalid'],
    ['text', 'body', 'field-invalid'],
    [7, 'body', 'field-invalid'],
  ])('When it is %j, then 400 names %s', async (body, field, code) => {
    const answer = await request(app)
      .post('/api/things')
      .set('Content-Type', 'application/json')
      .send(JSON.stringify(body))
      .expect(400);
    expect(problems(answer)).toEqual([{ code, field, message: expect.stringContaining(field) }]);
  });

  test('When it is null or missing, then what is required is named', async () => {
    const none = await request(app).post('/api/things').expect(400);
    expect(problems(none)).toMatchObject([{ field: 'name', code: 'field-required' }]);
    const nothing = await request(app)
      .post('/api/things')
      .set('Content-Type', 'application/json')
      .send('null')
      .expect(400);
    expect(problems(nothing)).toHaveLength(1);
  });

  test('When "__proto__" is sent, then it is an unknown field and changes nothing', async () => {
    const answer = await request(app)
      .post('/api/things')
      .set('Content-Type', 'application/json')
      .send('{"name":"a","__proto__":{"admin":true}}');
    expect(answer.status).toBe(400);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test('When it is not JSON, then 400 invalid-json', async () => {
    const answer = await request(app)
      .post('/api/things')
      .set('Content-Type', 'application/json')
      .send('{"name":')
      .expect(400);
    expect(problems(answer)).toMatchObject([{ code: 'invalid-json' }]);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'When it comes as %s, then 400 json-expected',
    async (type) => {
      const answer = await request(app)
        .post('/api/things')
        .set('Content-Type', type)
        .send('name=a')
        .expect(400);
      expect(problems(answer)).toMatchObject([{ code: 'json-expected' }]);
    },
  );

  test('When it is larger than 100 kB, then 413', async () => {
    expect(problems(await post({ name: 'x'.repeat(101 * 1024) }).expect(413))).toMatchObject([
      { code: 'body-too-large' },
    ]);
  });

  test('When its encoding or charset is unknown, then 400', async () => {
    const encoded = await request(app)
      .post('/api/things')
      .set('Content-Type', 'application/json')
      .set('Content-Encoding', 'wild')
      .send('{}')
      .expect(400);
    expect(problems(encoded)).toMatchObject([{ code: 'encoding-unsupported' }]);
    const spelled = await request(app)
      .post('/api/things')
      .set('Content-Type', 'application/json; charset=klingon')
      .send('{}')
      .expect(400);
    expect(problems(spelled)).toMatchObject([{ code: 'charset-unsupported' }]);
  });

  test('When hundreds of fields are wrong, then the answer stays short', async () => {
    const body = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`f${index}`, 1]));
    expect(problems(await post({ name: 'a', ...body }).expect(400)).length).toBeLessThanOrEqual(20);
  });
});
