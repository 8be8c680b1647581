import type { StoreState } from '@turnout/common/messaging';
import { connectMongo, copyGap, createOutbox, healLostBroker, keepNewest } from '@turnout/common/outbox';
import { newId } from '@turnout/common/runtime';
import { createTestKit, eventually, sampleEvent, sampleOrder } from '@turnout/common/testing';
import type { TestKit } from '@turnout/common/testing';
import { Schema } from 'mongoose';
import type { Model } from 'mongoose';

interface Note {
  _id: string;
  version: number;
  text: string;
}

let kit: TestKit;
let notes: Model<Note>;
beforeEach(async () => {
  kit = await createTestKit();
  notes = kit.mongo.connection.model<Note>(
    'Note',
    new Schema<Note>(
      { _id: String, version: Number, text: String },
      { collection: 'notes', versionKey: false },
    ),
  );
  await kit.mongo.prepare();
});
afterEach(() => kit.stop());

const created = (over = {}) => {
  const data = sampleEvent(over);
  return { type: 'EventCreated' as const, aggregateId: data.eventId, version: data.version, data };
};
const outboxSize = () => kit.mongo.connection.collection('outbox').countDocuments();

test('When the work commits, then its documents are there and its message leaves once', async () => {
  await kit.outbox.commit(async ({ publish }) => {
    await notes.create([{ _id: 'a', version: 1, text: 'kept' }]);
    publish(created());
  });
  await kit.settle();
  expect(await notes.countDocuments()).toBe(1);
  expect(kit.bus.published.map((message) => message.type)).toEqual(['EventCreated']);
  expect(await outboxSize()).toBe(0);
});

test('When the work throws, then neither document nor message is left', async () => {
  const failing = kit.outbox.commit(async ({ publish }) => {
    await notes.create([{ _id: 'a', version: 1, text: 'lost' }]);
    publish(created());
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await kit.settle();
  expect(await notes.countDocuments()).toBe(0);
  expect(kit.bus.published).toEqual([]);
});

test('When a message breaks its schema, then nothing is committed', async () => {
  const broken = { ...created(), data: { ...sampleEvent(), version: 0 } };
  await expect(kit.outbox.commit(async ({ publish }) => publish(broken))).rejects.toThrow('bad EventCreated');
  expect(await outboxSize()).toBe(0);
});

test('When a message is answered twice, also at once, then its work is done once', async () => {
  const message = { messageId: newId() };
  const answer = () =>
    kit.outbox.answer(message, async ({ publish }) => {
      await notes.updateOne({ _id: 'a' }, { $inc: { version: 1 } }, { upsert: true });
      publish(created());
    });
  await Promise.allSettled([answer(), answer(), answer()]);
  await answer();
  await kit.settle();
  expect((await notes.findById('a'))?.version).toBe(1);
  expect(kit.bus.published).toHaveLength(1);
});

test('When the broker was away, then the message leaves when it is back', async () => {
  let away = true;
  const other = await connectMongo({
    url: process.env.TEST_MONGO_URL ?? '',
    dbName: kit.mongo.connection.name,
  });
  const outbox = createOutbox({
    connection: other.connection,
    logger: kit.logger,
    now: () => new Date(),
    newId,
    sweepIntervalMs: 20,
    publish: (message) => (away ? Promise.reject(new Error('away')) : kit.bus.publish(message)),
  });
  outbox.start();
  await outbox.commit(async ({ publish }) => publish(created()));
  await outbox.flush();
  expect(await outboxSize()).toBe(1);
  away = false;
  await eventually(() => expect(kit.bus.published).toHaveLength(1));
  await eventually(async () => expect(await outboxSize()).toBe(0));
  await outbox.stop();
  await other.close();
});

test('When state is told again, then it is the newest of each aggregate, under the id it had', async () => {
  const event = sampleEvent();
  const order = sampleOrder();
  const tell = (type: 'OrderCreated' | 'OrderPaid', version: number) => ({
    type,
    aggregateId: order.orderId,
    version,
    data: { ...order, version },
  });
  await kit.outbox.commit(async ({ publish }) => publish(created(event), tell('OrderCreated', 1)));
  await kit.outbox.commit(async ({ publish }) => publish(tell('OrderPaid', 2)));
  await kit.settle();
  const paid = kit.bus.published.at(-1);
  kit.bus.published.length = 0;
  expect(await kit.outbox.reEmit(new Date(Date.now() - 60_000))).toBe(2);
  const rows = await kit.mongo.connection.collection('outbox').find().toArray();
  expect(rows.map((row) => (row.message as { type: string }).type).sort()).toEqual([
    'EventCreated',
    'OrderPaid',
  ]);
  expect(rows.map((row) => String(row._id))).toContain(paid?.messageId);
  expect(await kit.outbox.reEmit(new Date(Date.now() + 60_000))).toBe(0);
});

describe('When the broker is looked after', () => {
  const first = { identity: 'first', lastSequence: 7, hasLost: false };
  let state: StoreState | undefined;
  const look = () =>
    healLostBroker({
      connection: kit.mongo.connection,
      outbox: kit.outbox,
      bus: { storeState: async () => state },
      publisher: 'events',
      logger: kit.logger,
      now: () => new Date(),
    });
  beforeEach(async () => {
    await kit.outbox.commit(async ({ publish }) => publish(created()));
    await kit.settle();
    state = first;
    await look();
    await look();
    expect(await outboxSize()).toBe(0);
  });

  test.each([
    ['has another store', { ...first, identity: 'another', lastSequence: 9 }, 1],
    ['ends before what was seen in it', { ...first, lastSequence: 6 }, 1],
    ['was seen to lose messages, though it has grown since', { ...first, lastSequence: 8, hasLost: true }, 1],
    ['has grown', { ...first, lastSequence: 8 }, 0],
    ['cannot tell', undefined, 0],
  ])('and it %s, then the owner tells its state when it must', async (_name, next, told) => {
    state = next;
    await look();
    expect(await outboxSize()).toBe(told);
    await kit.outbox.flush();
    await kit.mongo.connection.collection('outbox').deleteMany({});
    state = next && { ...next, hasLost: false };
    await look();
    expect(await outboxSize()).toBe(0);
  });
});

test('When copies come in any order, doubled and at once, then the newest stays', async () => {
  const versions = [3, 1, 2, 3, 5, 4, 5, 1];
  await Promise.all(versions.map((version) => keepNewest(notes, { _id: 'a', version, text: `v${version}` })));
  expect(await notes.findById('a').lean()).toEqual({ _id: 'a', version: 5, text: 'v5' });
  expect(await keepNewest(notes, { _id: 'a', version: 5, text: 'again' })).toBe(false);
});

test('When the first two versions of a copy come at the same moment, then the newer one stays', async () => {
  const ids = Array.from({ length: 100 }, (_, index) => `n${index}`);
  const keep = (_id: string, version: number) => keepNewest(notes, { _id, version, text: `v${version}` });
  await Promise.all(ids.flatMap((_id) => [keep(_id, 1), keep(_id, 2)]));
  const kept = await notes.find().lean();
  expect(kept).toHaveLength(ids.length);
  expect(kept.filter(({ version }) => version !== 2)).toEqual([]);
});

test('When a copy follows only later versions, then to begin with one is no gap, and to skip one still is', async () => {
  const gaps: unknown[] = [];
  kit.mongo.connection.on(copyGap, (gap) => gaps.push(gap));
  const keep = (version: number) =>
    keepNewest(notes, { _id: 'late', version, text: '' }, { startsLate: true });
  for (const version of [3, 4, 6]) expect(await keep(version)).toBe(true);
  expect(gaps).toEqual([{ collection: 'notes', id: 'late', fromVersion: 4, toVersion: 6 }]);
});

test('When a copy skips versions, then the gap is told, and the newest state is kept all the same', async () => {
  const gaps: unknown[] = [];
  kit.mongo.connection.on(copyGap, (gap) => gaps.push(gap));
  for (const version of [1, 2, 5, 4, 6]) await keepNewest(notes, { _id: 'a', version, text: `v${version}` });
  expect(gaps).toEqual([{ collection: 'notes', id: 'a', fromVersion: 2, toVersion: 5 }]);
  expect(await notes.findById('a').lean()).toMatchObject({ version: 6 });
});
