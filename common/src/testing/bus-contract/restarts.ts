import { eventually } from '../eventually.ts';
import { gate, idsOf, sample, samples } from './stage.ts';
import type { Sample, Stage } from './stage.ts';

const healsWithinMs = 20_000;

export function restartTests(stage: Stage): void {
  const broker = () => stage.harness().broker;

  test('When the broker is killed and comes back, then nothing published is lost and work goes on', async () => {
    const [publisher, worker] = await Promise.all([stage.connect(), stage.connect()]);
    const seen: Sample[] = [];
    await worker.subscribe({
      group: 'orders',
      handlers: { UserCreated: async (message) => void seen.push(message) },
    });
    const before = samples(50);
    const after = samples(50);
    await Promise.all(before.map((message) => publisher.publish(message)));
    await broker().kill();
    await eventually(() => expect(worker.isConnected()).toBe(false));
    const publishing = Promise.all(after.map((message) => publisher.publish(message)));
    await broker().start();
    await publishing;
    await eventually(() => expect(idsOf(seen)).toEqual(idsOf([...before, ...after])), healsWithinMs);
    await eventually(() => expect(worker.isConnected()).toBe(true));
  }, 60_000);

  test('When the broker stays away, then publish rejects in time, and after its return publishes again', async () => {
    const bus = await stage.connect({ publishTimeoutMs: 1_000 });
    await bus.publish(sample(1));
    await broker().kill();
    const started = performance.now();
    await expect(bus.publish(sample(2))).rejects.toThrow(/was not kept within 1000 ms/);
    expect(performance.now() - started).toBeLessThan(4_000);
    await broker().start();
    const last = sample(3);
    await eventually(() => bus.publish(last), healsWithinMs);
    const seen: Sample[] = [];
    await bus.subscribe({
      group: 'orders',
      handlers: { UserCreated: async (message) => void seen.push(message) },
    });
    await eventually(() => expect(idsOf(seen)).toContain(last.messageId), healsWithinMs);
  }, 60_000);

  test('When the broker is killed while publications are under way, then each that resolved arrives', async () => {
    const [publisher, worker] = await Promise.all([stage.connect(), stage.connect()]);
    const kept: Sample[] = [];
    const publishing = samples(400).map(async (message) => {
      await publisher.publish(message);
      kept.push(message);
    });
    await eventually(() => expect(kept.length).toBeGreaterThan(10));
    await broker().kill();
    await broker().start();
    await Promise.all(publishing);
    expect(kept).toHaveLength(400);
    const seen: Sample[] = [];
    await worker.subscribe({
      group: 'orders',
      handlers: { UserCreated: async (message) => void seen.push(message) },
    });
    await eventually(() => expect(idsOf(seen)).toEqual(idsOf(kept)), healsWithinMs);
  }, 60_000);

  test('When the broker comes back with an empty store, then old subscribers get what is published after', async () => {
    const [publisher, worker] = await Promise.all([stage.connect(), stage.connect()]);
    const seen: Sample[] = [];
    await worker.subscribe({
      group: 'orders',
      handlers: {
        UserCreated: async (message) => {
          if (message.aggregateId === 'user-7') throw new Error('broken');
          seen.push(message);
        },
      },
    });
    await publisher.publish(sample(1));
    await eventually(() => expect(seen).toHaveLength(1));
    await broker().kill();
    await broker().wipe();
    await broker().start();
    const after = samples(7);
    await Promise.all([...after, sample(7)].map((message) => publisher.publish(message)));
    await eventually(() => expect(idsOf(seen.slice(1))).toEqual(idsOf(after)), healsWithinMs);
    await eventually(
      async () => expect(await worker.deadLetters.list({ limit: 10 })).toHaveLength(1),
      healsWithinMs,
    );
  }, 60_000);

  test('When the broker restarts, then its store has the name it had, and another one after it was lost', async () => {
    const bus = await stage.connect();
    const state = () => eventually(() => bus.storeState('auth'), healsWithinMs);
    await bus.publish(sample(1));
    const before = await state();
    await broker().kill();
    await broker().start();
    expect(await state()).toEqual(before);
    await broker().kill();
    await broker().wipe();
    await broker().start();
    const after = await state();
    // An adapter that cannot tell says so always.
    if (before === undefined) expect(after).toBeUndefined();
    else {
      expect(before.lastSequence).toBeGreaterThan(0);
      expect(after?.identity).not.toBe(before.identity);
      expect(after?.lastSequence).toBe(0);
    }
  }, 60_000);

  test('When a handler outlives the store its message came from, then its answer settles no new message', async () => {
    const [publisher, worker] = await Promise.all([
      stage.connect({}),
      stage.connect({ handlerTimeoutMs: 60_000 }),
    ]);
    const entered = gate();
    const released = gate();
    const old = sample(1);
    const young = sample(2);
    const tries: string[] = [];
    const finished = gate();
    await worker.subscribe({
      group: 'orders',
      handlers: {
        UserCreated: async (message) => {
          tries.push(message.messageId);
          if (message.messageId === old.messageId) {
            entered.open();
            await released.opened;
            return finished.open();
          }
          if (tries.length > 2) return;
          released.open();
          await finished.opened;
          throw new Error('once more, please');
        },
      },
    });
    await publisher.publish(old);
    await entered.opened;
    await broker().kill();
    await broker().wipe();
    await broker().start();
    await publisher.publish(young);
    await eventually(
      () => expect(tries).toEqual([old, young, young].map(({ messageId }) => messageId)),
      healsWithinMs,
    );
  }, 60_000);

  test('When a worker is cut off in the middle of a message, then another one of its group gets it', async () => {
    const { bus: lost, cut } = await stage.connectCuttable();
    const entered = gate();
    const released = gate();
    const stuck = async (): Promise<void> => {
      entered.open();
      await released.opened;
    };
    await lost.subscribe({ group: 'orders', handlers: { UserCreated: stuck } });
    const [publisher, healthy] = await Promise.all([stage.connect(), stage.connect()]);
    const message = sample();
    await publisher.publish(message);
    await entered.opened;
    cut();
    const seen: Sample[] = [];
    await healthy.subscribe({
      group: 'orders',
      handlers: { UserCreated: async (each) => void seen.push(each) },
    });
    await eventually(() => expect(idsOf(seen)).toEqual([message.messageId]), healsWithinMs);
    released.open();
  }, 60_000);
}
