import { route } from '@turnout/common/http';
import { createLogger } from '@turnout/common/runtime';
import request from 'supertest';
import { cookieOf, startApp } from '../http/start-app.ts';

describe('Logs', () => {
  function lines(write: (logger: ReturnType<typeof createLogger>) => void): string {
    const logs: string[] = [];
    write(
      createLogger({
        name: 'test',
        level: 'trace',
        destination: { write: (line: string) => void logs.push(line) },
      }),
    );
    return logs.join('');
  }

  test.each([
    'password',
    'currentPassword',
    'token',
    'accessToken',
    'refreshToken',
    'apiKey',
    'clientSecret',
    'client_secret',
    'authorization',
    'cookie',
    'jwt',
    'card',
  ])('When %s is logged, at any of three depths, then its value is not there', (name) => {
    const secret = 's3cr3t-value';
    const text = lines((logger) => {
      logger.info({ [name]: secret });
      logger.info({ body: { [name]: secret } });
      logger.info({ request: { body: { [name]: secret } } });
    });
    expect(text).not.toContain(secret);
    expect(text.match(/\[secret\]/g)).toHaveLength(3);
  });

  test('When harmless things are logged, then they are there, errors with their cause', () => {
    const text = lines((logger) =>
      logger.warn(
        { error: new Error('outer', { cause: new Error('inner') }), code: 'sold-out', orderId: 'o1' },
        'said',
      ),
    );
    for (const part of ['outer', 'inner', 'sold-out', 'o1', 'said']) expect(text).toContain(part);
  });

  test('When requests are logged, then without query, cookie, token and body', async () => {
    const signIn = route({
      method: 'post',
      path: '/api/signin',
      summary: 'Sign in',
      access: 'anyone',
      handler: async () => ({ status: 204, headers: { 'Set-Cookie': 'session=s3cr3t-set' } }),
    });
    const { app, logs, auth } = startApp([signIn], { level: 'debug' });
    await request(app)
      .post('/api/signin?door=s3cr3t-query')
      .set({
        Cookie: cookieOf(`Bearer s3cr3t-cookie`),
        Authorization: auth.bearer(),
        'X-Queue-Pass': 's3cr3t-pass',
      })
      .send({ password: 's3cr3t-body' });
    const text = logs.join('');
    expect(text).toContain('/api/signin');
    expect(text).not.toMatch(/s3cr3t|eyJ/);
  });
});
