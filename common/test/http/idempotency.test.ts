import { AppError } from '@turnout/common/errors';
import { route } from '@turnout/common/http';
import { createTestKit } from '@turnout/common/testing';
import type { TestKit } from '@turnout/common/testing';
import request from 'supertest';
import { z } from 'zod';
import { startApp } from './start-app.ts';
import type { RunningApp } from './start-app.ts';

describe('Idempotency-Key', () => {
  let kit: TestKit;
  let running: RunningApp;
  let user: string;
  let calls: number;
  let work: () => Promise<void>;

  beforeEach(async () => {
    kit = await createTestKit();
    await kit.mongo.prepare();
    calls = 0;
    work = async () => undefined;
    const create = (path: string) =>
      route({
        method: 'post',
        path,
        summary: 'Create',
        access: 'user',
        idempotent: true,
        body: z.strictObject({ name: z.string() }),
        handler: async ({ body }) => {
          calls += 1;
          const number = calls;
          await work();
          return { status: 201, body: { ...body, number }, headers: { Location: `/api/orders/${number}` } };
        },
      });
    running = startApp([create('/api/orders'), create('/api/refunds')], { idempotency: kit.idempotency });
    user = running.auth.bearer({ userId: 'u1' });
  });
  afterEach(() => kit.stop());

  const post = (key: string, over: { body?: object; by?: string; path?: string } = {}) =>
    request(running.app)
      .post(over.path ?? '/api/orders')
      .set('Authorization', over.by ?? user)
      .set('Idempotency-Key', key)
      .send(over.body ?? { name: 'a' });
  const keys = () => kit.mongo.connection.collection('idempotency_keys');

  test('When the same key and body come again, then the same answer comes back, marked, and nothing is done', async () => {
    const first = await post('k1').expect(201);
    const again = await post('k1').expect(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers).toMatchObject({ location: '/api/orders/1', 'idempotent-replayed': 'true' });
    expect(first.headers).not.toHaveProperty('idempotent-replayed');
    expect(calls).toBe(1);
  });

  test('When the first takes its time, then those who wait look ever more rarely', async () => {
    let looks = 0;
    const { claim } = kit.idempotency;
    kit.idempotency.claim = (key, fingerprint) => {
      looks += 1;
      return claim(key, fingerprint);
    };
    work = () => new Promise((resolve) => setTimeout(resolve, 1_000));
    await Promise.all([post('k1').expect(201), post('k1').expect(201)]);
    expect(calls).toBe(1);
    // The first one's look, the second one's first, and those after 50, 150, 300, 500, 750 and 1,050 ms.
    expect(looks).toBeLessThanOrEqual(8);
  });

  test('When ten come at once, then one is done and all get its answer', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('k1')));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toEqual(
      new Set(['[201,{"name":"a","number":1}]']),
    );
    expect(calls).toBe(1);
  });

  test('When the key comes with another body, then 409 idempotency-key-reused', async () => {
    await post('k1').expect(201);
    const answer = await post('k1', { body: { name: 'b' } }).expect(409);
    expect(answer.body).toMatchObject({ errors: [{ code: 'idempotency-key-reused' }] });
    expect(calls).toBe(1);
  });

  test('When another user or another route has the same key, then it is another key', async () => {
    await post('k1').expect(201);
    await post('k1', { by: running.auth.bearer({ userId: 'u2' }) }).expect(201);
    await post('k1', { path: '/api/refunds' }).expect(201);
    expect(calls).toBe(3);
  });

  test('When there is no key, then each request is done', async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      await request(running.app)
        .post('/api/orders')
        .set('Authorization', user)
        .send({ name: 'a' })
        .expect(201);
    }
    expect(calls).toBe(2);
  });

  test('When it was refused for a reason, then the refusal is kept', async () => {
    work = async () => {
      throw new AppError('conflict', 'sold-out', 'Sold out.');
    };
    await post('k1').expect(409);
    work = async () => undefined;
    expect((await post('k1').expect(409)).body).toMatchObject({ errors: [{ code: 'sold-out' }] });
    expect(calls).toBe(1);
  });

  test.each([
    ['unexpectedly', new Error('broken'), 500],
    ['because something is unavailable', new AppError('unavailable', 'later', 'Later.'), 503],
    ['because of too many', new AppError('too-many', 'too-many', 'Too many.'), 429],
  ])('When it failed %s, then the key is free and the retry is done', async (_why, error, status) => {
    work = async () => {
      throw error;
    };
    await post('k1').expect(status);
    work = async () => undefined;
    await post('k1').expect(201);
    expect(calls).toBe(2);
  });

  test('When the body was bad, then the key is not used up', async () => {
    await post('k1', { body: { nome: 'a' } }).expect(400);
    await post('k1').expect(201);
  });

  test('When the process that claimed it died 30 s ago, then the next request takes over; before that it waits and is refused', async () => {
    await post('k1').expect(201);
    const died = (secondsAgo: number) =>
      keys().updateOne(
        {},
        { $set: { claimedAt: new Date(Date.now() - secondsAgo * 1_000) }, $unset: { reply: 1 } },
      );
    await died(31);
    expect((await post('k1').expect(201)).body).toMatchObject({ number: 2 });
    await died(10);
    expect((await post('k1', { body: { name: 'b' } }).expect(409)).body).toMatchObject({
      errors: [{ code: 'idempotency-key-reused' }],
    });
    const waited = await post('k1').expect(409);
    expect(waited.body).toMatchObject({ errors: [{ code: 'idempotency-key-in-use' }] });
    expect(waited.headers['retry-after']).toBe('2');
  });

  test('When a finished answer is older than 30 s, then it is replayed, not done again', async () => {
    await post('k1').expect(201);
    await keys().updateOne({}, { $set: { claimedAt: new Date(Date.now() - 3_600_000) } });
    expect((await post('k1').expect(201)).body).toMatchObject({ number: 1 });
    expect(calls).toBe(1);
  });

  test('When a claim was taken over and both come to an end, then the first answer stays', async () => {
    const store = kit.idempotency;
    expect(await store.claim('k', 'f')).toBeUndefined();
    await keys().updateOne({ _id: 'k' as never }, { $set: { claimedAt: new Date(Date.now() - 31_000) } });
    expect(await store.claim('k', 'f')).toBeUndefined();
    await store.complete('k', { status: 201, body: 'of the one that took over' });
    await store.complete('k', { status: 201, body: 'of the late one' });
    await store.release('k');
    expect((await store.claim('k', 'f'))?.reply).toEqual({ status: 201, body: 'of the one that took over' });
  });

  test.each(['', 'a b', 'x'.repeat(256), 'é'])(
    'When the key is "%s", then 400 names the header',
    async (key) => {
      const answer = await request(running.app)
        .post('/api/orders')
        .set('Authorization', user)
        .set('Idempotency-Key', Buffer.from(key).toString('latin1'))
        .send({ name: 'a' });
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ errors: [{ field: 'Idempotency-Key' }] });
      expect(calls).toBe(0);
    },
  );

  test('When keys are a day old, then the database forgets them', async () => {
    const indexes = await keys().indexes();
    expect(indexes).toContainEqual(
      expect.objectContaining({ key: { claimedAt: 1 }, expireAfterSeconds: 86_400 }),
    );
  });
});
