import { setTimeout as pass } from 'node:timers/promises';
import { eventually } from '../eventually.ts';
import { gate, idsOf, sample, samples } from './stage.ts';
import type { Sample, Stage } from './stage.ts';

export function deliveryTests(stage: Stage): void {
  test('When a message is published, then the subscriber gets it as it was', async () => {
    const bus = await stage.connect();
    const seen: Sample[] = [];
    await bus.subscribe({
      group: 'orders',
      handlers: { UserCreated: async (message) => void seen.push(message) },
    });
    const message = sample();
    await bus.publish(message);
    await eventually(() => expect(seen).toEqual([message]));
  });

  test('When several processes publish many messages at once, then each arrives', async () => {
    const sent = samples(200);
    const [one, other] = await Promise.all([stage.connect(), stage.connect()]);
    const bus = await stage.connect();
    const seen: Sample[] = [];
    await bus.subscribe({
      group: 'orders',
      handlers: { UserCreated: async (message) => void seen.push(message) },
    });
    await Promise.all(sent.map((message, index) => (index % 2 ? one : other).publish(message)));
    await eventually(() => expect(idsOf(seen)).toEqual(idsOf(sent)));
  });

  test('When a message breaks its schema, then publish rejects and nothing is sent', async () => {
    const bus = await stage.connect();
    const seen: Sample[] = [];
    await bus.subscribe({
      group: 'orders',
      handlers: { UserCreated: async (message) => void seen.push(message) },
    });
    await expect(bus.publish({ ...sample(1), version: 0 })).rejects.toThrow(/bad envelope/);
    const good = sample(2);
    await bus.publish(good);
    await eventually(() => expect(seen).toEqual([good]));
  });

  test('When two groups subscribe, then both get every message', async () => {
    const bus = await stage.connect();
    const sent = samples(20);
    const seen: Record<'orders' | 'tickets', Sample[]> = { orders: [], tickets: [] };
    for (const group of ['orders', 'tickets'] as const) {
      await bus.subscribe({
        group,
        handlers: { UserCreated: async (message) => void seen[group].push(message) },
      });
    }
    await Promise.all(sent.map((message) => bus.publish(message)));
    await eventually(() => {
      expect(idsOf(seen.orders)).toEqual(idsOf(sent));
      expect(idsOf(seen.tickets)).toEqual(idsOf(sent));
    });
  });

  test('When two workers of one group subscribe, then they share the messages', async () => {
    const sent = samples(60);
    const seen: Sample[][] = [[], []];
    for (const mine of seen) {
      const worker = await stage.connect();
      const slowly = async (message: Sample): Promise<void> => {
        await pass(5);
        mine.push(message);
      };
      await worker.subscribe({ group: 'orders', concurrency: 2, handlers: { UserCreated: slowly } });
    }
    const publisher = await stage.connect();
    await Promise.all(sent.map((message) => publisher.publish(message)));
    await eventually(() => expect(idsOf(seen.flat())).toEqual(idsOf(sent)));
    expect(seen.flat()).toHaveLength(sent.length);
    for (const mine of seen) expect(mine.length).toBeGreaterThan(0);
  });

  test('When a group handles two types, then each message reaches the handler of its type', async () => {
    const bus = await stage.connect();
    const seen: string[] = [];
    await bus.subscribe({
      group: 'orders',
      handlers: {
        UserCreated: async ({ type }) => void seen.push(`created: ${type}`),
        UserUpdated: async ({ type }) => void seen.push(`updated: ${type}`),
      },
    });
    await bus.publish(sample(1));
    await bus.publish({ ...sample(2), type: 'UserUpdated' });
    await eventually(() => expect(seen.sort()).toEqual(['created: UserCreated', 'updated: UserUpdated']));
  });

  test('When many messages wait, then no more than `concurrency` are in work at once, and that many are', async () => {
    const bus = await stage.connect();
    let inWork = 0;
    let most = 0;
    let done = 0;
    const slowly = async (): Promise<void> => {
      inWork += 1;
      most = Math.max(most, inWork);
      await pass(10);
      inWork -= 1;
      done += 1;
    };
    await Promise.all(samples(30).map((message) => bus.publish(message)));
    await bus.subscribe({ group: 'orders', concurrency: 4, handlers: { UserCreated: slowly } });
    await eventually(() => expect(done).toBe(30));
    expect(most).toBe(4);
  });

  test('When a subscriber starts after the messages were published, then it gets them', async () => {
    const publisher = await stage.connect();
    const sent = samples(5);
    await Promise.all(sent.map((message) => publisher.publish(message)));
    const late = await stage.connect();
    const seen: Sample[] = [];
    await late.subscribe({
      group: 'orders',
      handlers: { UserCreated: async (message) => void seen.push(message) },
    });
    await eventually(() => expect(idsOf(seen)).toEqual(idsOf(sent)));
  });

  test('When a handler takes longer than the ack wait, then the message is handled once and others go on', async () => {
    const bus = await stage.connect();
    const slow = sample(0);
    const sent = samples(3);
    const seen: Sample[] = [];
    const released = gate();
    await bus.subscribe({
      group: 'orders',
      concurrency: 2,
      handlers: {
        UserCreated: async (message) => {
          seen.push(message);
          if (message.messageId === slow.messageId) await released.opened;
        },
      },
    });
    await bus.publish(slow);
    await Promise.all(sent.map((message) => bus.publish(message)));
    await eventually(() => expect(idsOf(seen)).toEqual(idsOf([slow, ...sent])));
    await pass(stage.traits.ackWaitMs * 2.5);
    released.open();
    const last = sample(9);
    await bus.publish(last);
    await eventually(() => expect(idsOf(seen)).toEqual(idsOf([slow, ...sent, last])));
    expect(seen).toHaveLength(5);
  });

  if (stage.traits.keepsMessageIdsOnce) {
    test('When one messageId is published twice, then it arrives once', async () => {
      const bus = await stage.connect();
      const twice = sample(1);
      const last = sample(2);
      const seen: Sample[] = [];
      await bus.publish(twice);
      await bus.publish(twice);
      await bus.publish(last);
      await bus.subscribe({
        group: 'orders',
        handlers: { UserCreated: async (message) => void seen.push(message) },
      });
      await eventually(() => expect(idsOf(seen)).toEqual(idsOf([twice, last])));
      expect(seen).toHaveLength(2);
    });
  }
}
