// Ten thousand holds that end in one instant, and as many plain bull jobs in the same Redis just before, to compare with.
import { setTimeout as pause } from 'node:timers/promises';
import Queue from 'bull';
import { Redis } from 'ioredis';
import type { InventoryRow } from '../audit/rows.ts';
import { hexId, openShop } from '../load/shop.ts';
import type { Shop } from '../load/shop.ts';
import type { Stack } from '../stack/stack.ts';
import { inParallel, latenessOf, percentile, withScene } from './scene.ts';

const holds = 10_000;
const leadMs = 45_000;

export function tenThousandHolds(snapshot: string): Promise<{ ok: boolean; text: string }> {
  return withScene({ snapshot }, async ({ stack, watch, asking }) => {
    const bull = await plainBull(stack);
    const types = [{ name: 'Standing', priceCents: 2_500, capacity: holds }];
    const shop = await openShop(stack, asking, { holdMinutes: 30, types });
    const expiresAt = new Date(Date.now() + leadMs).toISOString();
    await putHolds({ stack, shop, expiresAt });
    const readyMs = Date.parse(expiresAt) - Date.now();
    if (readyMs < 0) return { ok: false, text: `the holds were put in ${-readyMs} ms too late to measure` };
    const deadline = Date.parse(expiresAt) + 60_000;
    while (watch.ends.size < holds && Date.now() < deadline) await pause(200);
    await watch.caughtUp();
    const { late, endedTwice } = latenessOf(watch);
    const [violation] = watch.violations;
    const free = await stack.mongo
      .db('turnout-orders')
      .collection<InventoryRow>('inventories')
      .findOne({ _id: shop.eventId });
    const available = free?.types[0]?.available;
    const ok = late.length === holds && endedTwice === 0 && available === holds && !violation;
    const ours = `lateness p50 ${percentile(late, 0.5)} ms, p99 ${percentile(late, 0.99)} ms, max ${late.at(-1)} ms`;
    const theirs = `plain bull in the same run (doing nothing in its jobs): p50 ${percentile(bull, 0.5)} ms, p99 ${percentile(bull, 0.99)} ms, max ${bull.at(-1)} ms`;
    const text = `${late.length} of ${holds} holds due at one instant ended, ${endedTwice} more than once, ${available} units free again; ${ours}; ${theirs}${violation ? `; ${violation}` : ''}`;
    return { ok, text };
  });
}

/** Documents as placing would leave them, then the messages, so that timers are set. */
async function putHolds({
  stack,
  shop,
  expiresAt,
}: {
  stack: Stack;
  shop: Shop;
  expiresAt: string;
}): Promise<void> {
  const db = stack.mongo.db('turnout-orders');
  const [type] = shop.types;
  if (!type) return;
  const { ticketTypeId, name, priceCents } = type;
  const createdAt = new Date().toISOString();
  const states = Array.from({ length: holds }, () => ({
    orderId: hexId(),
    version: 1,
    userId: hexId(),
    userEmail: 'hold@buyers.test',
    eventId: shop.eventId,
    eventName: 'Harness Night',
    promoterId: shop.promoter.userId,
    status: 'draft',
    items: [{ ticketTypeId, name, quantity: 1, unitPriceCents: priceCents, admits: 1 }],
    attendees: [],
    promoCode: null,
    discountCents: 0,
    totalCents: priceCents,
    currency: 'EUR',
    createdAt,
    expiresAt,
    paymentAttempts: 0,
    maxPaymentAttempts: 3,
    chargeId: null,
    cancelReason: null,
    refunds: [],
  }));
  const own = { promoCodeId: null, discountedTypeIds: [], failedChargeIds: [], requestKey: null };
  const session = stack.mongo.startSession();
  await session.withTransaction(async () => {
    const rows = states.map((state) => ({ _id: state.orderId, ...state, ...own }));
    await db.collection<{ _id: string }>('orders').insertMany(rows, { session });
    const inventories = db.collection<InventoryRow>('inventories');
    const stock = await inventories.findOne({ _id: shop.eventId }, { session });
    if (!stock) throw new Error('the event has no stock');
    const types = stock.types.map((each) => ({ ...each, available: each.available - holds, held: holds }));
    const version = stock.version + 1;
    await inventories.replaceOne({ _id: shop.eventId }, { ...stock, types, version }, { session });
  });
  await session.endSession();
  const envelope = { type: 'OrderCreated', version: 1, occurredAt: createdAt, traceparent: '' };
  await inParallel(states, 200, async (data) => {
    const message = { ...envelope, messageId: `hold-${data.orderId}`, aggregateId: data.orderId, data };
    const payload = Buffer.from(JSON.stringify(message));
    await stack.broker.put({ subject: 'turnout.orders.OrderCreated', payload, messageId: message.messageId });
  });
}

/** How late bull calls for 10,000 jobs due at one instant, with as many at once as expiration does. */
async function plainBull(stack: Stack): Promise<number[]> {
  const connections: Redis[] = [];
  const connect = (): Redis => {
    const redis = new Redis(stack.redisUrl, { maxRetriesPerRequest: null, enableReadyCheck: false });
    connections.push(redis);
    return redis;
  };
  const queue = new Queue<object>('harness-baseline', { createClient: connect as never });
  const dueAt = Date.now() + 20_000;
  const late: number[] = [];
  const numbers = Array.from({ length: holds }, (_, index) => index);
  await inParallel(numbers, 200, async (index) => {
    await queue.add(
      {},
      { jobId: `j${index}`, delay: Math.max(0, dueAt - Date.now()), removeOnComplete: true },
    );
  });
  void queue.process(64, async () => void late.push(Date.now() - dueAt));
  const deadline = dueAt + 60_000;
  while (late.length < holds && Date.now() < deadline) await pause(100);
  await queue.close();
  for (const redis of connections) redis.disconnect();
  return late.sort((left, right) => left - right);
}
