import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { isOutage } from '@turnout/common/errors';
import { newId } from '@turnout/common/runtime';
import { eventually, sampleOrder, toMessage } from '@turnout/common/testing';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { expirationReactions } from '../src/reactions.ts';
import { toExpirationDue } from '../src/report-due.ts';
import { createTimers } from '../src/timers.ts';
import type { Timer, Timers } from '../src/timers.ts';

const redisUrl = process.env.TEST_REDIS_URL ?? '';
let due: { timer: Timer; at: number }[];
let opened: Timers[];
let queueName: string;
let failures: number;

beforeEach(() => {
  due = [];
  opened = [];
  failures = 0;
  queueName = `test-${newId()}`;
});
afterEach(async () => void (await Promise.all(opened.map((timers) => timers.close()))));

function open(url = redisUrl): Timers {
  const timers = createTimers({
    redisUrl: url,
    queueName,
    now: () => new Date(),
    logger: pino({ level: 'silent' }),
    async onDue(timer) {
      if (failures > 0) {
        failures -= 1;
        throw new Error('the bus is away');
      }
      due.push({ timer, at: Date.now() });
    },
  });
  opened.push(timers);
  return timers;
}

const inMs = (ms: number): Timer => ({
  orderId: newId(),
  eventId: newId(),
  expiresAt: new Date(Date.now() + ms).toISOString(),
});
const orderIds = () => due.map((entry) => entry.timer.orderId);

test('When an order’s window runs out, then it is reported within a second and not before', async () => {
  const timers = open();
  const timer = inMs(400);
  await timers.set(timer);
  await eventually(() => expect(orderIds()).toEqual([timer.orderId]));
  const lateness = (due[0]?.at ?? 0) - Date.parse(timer.expiresAt);
  expect(lateness).toBeGreaterThanOrEqual(-5);
  expect(lateness).toBeLessThan(1_000);
});

test('When the same order is told ten times, then it is reported once', async () => {
  const timers = open();
  const timer = inMs(300);
  await Promise.all(Array.from({ length: 10 }, () => timers.set(timer)));
  const later = inMs(600);
  await timers.set(later);
  await eventually(() => expect(orderIds()).toContain(later.orderId));
  expect(orderIds()).toEqual([timer.orderId, later.orderId]);
});

test('When an order ends before its time, then its timer is gone', async () => {
  const timers = open();
  const reactions = expirationReactions(timers);
  const order = sampleOrder({ expiresAt: new Date(Date.now() + 300).toISOString() });
  await reactions.OrderCreated?.(
    toMessage({ type: 'OrderCreated', aggregateId: order.orderId, version: 1, data: order }),
  );
  await reactions.OrderPaid?.(
    toMessage({
      type: 'OrderPaid',
      aggregateId: order.orderId,
      version: 2,
      data: { ...order, status: 'paid' },
    }),
  );
  const later = inMs(600);
  await timers.set(later);
  await eventually(() => expect(orderIds()).toEqual([later.orderId]));
});

test('When the end is told before the start, then the late timer does no more than report', async () => {
  const timers = open();
  const reactions = expirationReactions(timers);
  const order = sampleOrder({ expiresAt: new Date(Date.now() - 1_000).toISOString() });
  await reactions.OrderExpired?.(
    toMessage({
      type: 'OrderExpired',
      aggregateId: order.orderId,
      version: 2,
      data: { ...order, status: 'expired' },
    }),
  );
  await reactions.OrderCreated?.(
    toMessage({ type: 'OrderCreated', aggregateId: order.orderId, version: 1, data: order }),
  );
  await eventually(() => expect(orderIds()).toEqual([order.orderId]));
});

test('When the service is restarted, then timers set before go on', async () => {
  const timer = inMs(800);
  const before = open();
  await before.set(timer);
  await before.close();
  opened = [];
  open();
  await eventually(() => expect(orderIds()).toEqual([timer.orderId]));
});

test('When the report fails, then it is made again', async () => {
  failures = 1;
  const timers = open();
  const timer = inMs(10);
  await timers.set(timer);
  await eventually(() => expect(orderIds()).toEqual([timer.orderId]));
});

test('When Redis does not answer, then that is an outage, so that no message is set aside for it, and passes', async () => {
  const link = await openLink();
  const timers = open(link.url);
  await timers.set(inMs(60_000));
  link.hold();
  for (const asked of [timers.set(inMs(60_000)), timers.clear(newId())])
    expect(isOutage(await asked.catch((error: unknown) => error))).toBe(true);
  link.goOn();
  const timer = inMs(100);
  await timers.set(timer);
  await eventually(() => expect(orderIds()).toEqual([timer.orderId]));
  await timers.close();
  opened = [];
  link.close();
});

/** A way to Redis on which answers can be held back. */
async function openLink() {
  const { hostname, port } = new URL(redisUrl);
  const pairs: { near: Socket; far: Socket }[] = [];
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    near.on('error', () => far.destroy()).pipe(far);
    far.on('error', () => near.destroy()).pipe(near);
    pairs.push({ near, far });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: () => pairs.forEach(({ near, far }) => far.unpipe(near).pause()),
    goOn: () => pairs.forEach(({ near, far }) => far.pipe(near)),
    close: () => server.close(),
  };
}

test('When Redis has forgotten everything, then new orders get timers as before', async () => {
  const timers = open();
  await timers.set(inMs(60_000));
  const redis = new Redis(redisUrl);
  const keys = await redis.keys(`bull:${queueName}:*`);
  if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
  const timer = inMs(100);
  await timers.set(timer);
  await eventually(() => expect(orderIds()).toEqual([timer.orderId]));
});

test('When a timer is reported twice, then the message has the same id, so that the bus keeps it once', () => {
  const timer = inMs(0);
  expect(toExpirationDue(timer, new Date()).messageId).toBe(toExpirationDue(timer, new Date()).messageId);
});
