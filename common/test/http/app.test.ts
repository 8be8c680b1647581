import { createServer } from 'node:http';
import { AppError } from '@turnout/common/errors';
import { param, route, setSessionToken } from '@turnout/common/http';
import request from 'supertest';
import { z } from 'zod';
import { startApp } from './start-app.ts';

const get = (path: string, handler: () => Promise<never> | Promise<{ status: number; body?: unknown }>) =>
  route({ method: 'get', path, summary: 'A route', access: 'anyone', handler });

describe('Every app', () => {
  const secret = 'mongodb://root:hunter2@db:27017';
  const { app, logs } = startApp([
    get('/api/fine', async () => ({ status: 200, body: { fine: true } })),
    get('/api/empty', async () => ({ status: 204 })),
    get('/api/broken', async () => {
      throw new Error(`cannot reach ${secret}`);
    }),
    get('/api/text', async () => {
      throw new AppError('conflict', 'sold-out', 'Sold out.', {
        facts: { orderId: 'o1' },
        cause: new Error(secret),
      });
    }),
    get('/api/later', async () => {
      throw new AppError('unavailable', 'too-busy', 'Later.', { retryAfterSeconds: 3 });
    }),
  ]);

  test('When nothing is at an address, then 404 in the usual form', async () => {
    for (const path of ['/', '/api/none', '/api/fine/more', '/api/FINE/..%2f..%2fetc']) {
      const answer = await request(app).get(path).expect(404);
      expect(answer.body).toEqual({ errors: [{ message: expect.any(String), code: 'route-not-found' }] });
    }
    await request(app).post('/api/fine').expect(404);
  });

  test('When something unexpected fails, then 500 says nothing about it, and the log says all', async () => {
    const answer = await request(app).get('/api/broken').set('X-Request-Id', 'req-1').expect(500);
    expect(answer.body).toEqual({ errors: [{ message: expect.any(String), code: 'internal' }] });
    expect(JSON.stringify([answer.body, answer.headers])).not.toMatch(/hunter2|stack|\.ts/);
    const line = logs
      .map((log) => JSON.parse(log) as Record<string, unknown>)
      .find((log) => log['requestId'] === 'req-1');
    expect(line).toMatchObject({ msg: 'unexpected failure', path: '/api/broken' });
    expect(JSON.stringify(line)).toContain('cannot reach');
  });

  test('When a failure is expected, then its kind decides the status, facts are told and the cause is not', async () => {
    const answer = await request(app).get('/api/text').expect(409);
    expect(answer.body).toEqual({ errors: [{ message: 'Sold out.', code: 'sold-out', orderId: 'o1' }] });
  });

  test('When it makes sense to come back, then Retry-After says when', async () => {
    expect((await request(app).get('/api/later').expect(503)).headers['retry-after']).toBe('3');
  });

  test('When a request has a plain id, then it is kept; anything else gets one of ours', async () => {
    const idOf = async (given: string) =>
      (await request(app).get('/api/fine').set('X-Request-Id', given)).headers['x-request-id'];
    expect(await idOf('abc-1')).toBe('abc-1');
    for (const bad of ['a b', '<script>', 'x'.repeat(65), '{"a":1}'])
      expect(await idOf(bad)).toMatch(/^[\da-f-]{36}$/);
  });

  test('When it answers, then with protective headers, uncached, and without naming what it runs on', async () => {
    const { headers } = await request(app).get('/api/fine').expect(200);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'cache-control': 'no-store',
    });
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('etag');
  });

  test('When all is there, then ready; when something is missing, then 503 names it', async () => {
    await request(app).get('/healthz').expect(200, { status: 'ok' });
    await request(app).get('/readyz').expect(200, { status: 'ready' });
    const waiting = startApp([], { ready: () => Promise.reject(new Error('the database does not answer')) });
    const answer = await request(waiting.app).get('/readyz').expect(503);
    expect(answer.body).toEqual({
      errors: [{ message: 'not ready: the database does not answer', code: 'not-ready' }],
    });
    await request(waiting.app).get('/healthz').expect(200);
  });

  test('When requests were answered, then metrics count them by route pattern, not by address', async () => {
    const own = startApp([
      route({
        method: 'get',
        path: '/api/a/:aId',
        summary: 'A',
        access: 'anyone',
        params: { aId: param.id() },
        handler: async () => ({ status: 200 }),
      }),
    ]);
    for (const id of ['1', '2', '3']) await request(own.app).get(`/api/a/${id}`).expect(200);
    await request(own.app).get('/nowhere').expect(404);
    const { text } = await request(own.app).get('/metrics').expect(200);
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/a/:aId",status="200"} 3',
    );
    expect(text).toContain('route="none",status="404"');
    expect(text).not.toContain('/api/a/1');
  });

  test('When TLS ends before us, then the cookie is set all the same, and Secure', async () => {
    const signIn = route({
      method: 'post',
      path: '/api/signin',
      summary: 'Sign in',
      access: 'anyone',
      handler: async ({ request: incoming }) => {
        setSessionToken(incoming, 'token');
        return { status: 204 };
      },
    });
    for (const proto of ['http', 'https', undefined]) {
      const asked = request(startApp([signIn], { publicUrl: 'https://shop.test' }).app).post('/api/signin');
      const answer = await (proto ? asked.set('X-Forwarded-Proto', proto) : asked).expect(204);
      expect(answer.headers['set-cookie']?.[0]).toMatch(/^session=.+; secure; httponly$/);
    }
    const plain = await request(startApp([signIn], { publicUrl: 'http://localhost:3000' }).app).post(
      '/api/signin',
    );
    expect(plain.headers['set-cookie']?.[0]).toMatch(/^session=.+; samesite=lax; httponly$/);
  });

  test('When proxies of ours stand before, then the caller is the last address that is not private', async () => {
    const who = route({
      method: 'get',
      path: '/api/ip',
      summary: 'Who',
      access: 'anyone',
      handler: async ({ request: { ip } }) => ({ status: 200, body: { ip } }),
    });
    const ask = async (forwarded: string) =>
      (
        await request(startApp([who]).app)
          .get('/api/ip')
          .set('X-Forwarded-For', forwarded)
      ).body.ip as string;
    expect(await ask('203.0.113.7')).toBe('203.0.113.7');
    expect(await ask('203.0.113.7, 10.0.0.4, 10.1.2.3')).toBe('203.0.113.7');
    expect(await ask('6.6.6.6, 203.0.113.7, 10.0.0.4')).toBe('203.0.113.7');
  });

  test('When a client hangs up in the middle of a body, then the service lives on', async () => {
    const echo = route({
      method: 'post',
      path: '/api/echo',
      summary: 'Echo',
      access: 'anyone',
      body: z.looseObject({}),
      handler: async ({ body }) => ({ status: 200, body }),
    });
    const server = createServer(startApp([echo]).app).listen(0);
    const { port } = server.address() as { port: number };
    const controller = new AbortController();
    const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"a":')) });
    const init = {
      method: 'POST',
      body,
      duplex: 'half' as const,
      signal: controller.signal,
      headers: { 'content-type': 'application/json' },
    };
    const hanging = fetch(`http://127.0.0.1:${port}/api/echo`, init);
    setImmediate(() => controller.abort());
    await expect(hanging).rejects.toThrow();
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    server.closeAllConnections();
    server.close();
  });
});
