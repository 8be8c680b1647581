import { setTimeout as pass } from 'node:timers/promises';
import { eventually } from '../eventually.ts';
import { gate, idsOf, sample, samples } from './stage.ts';
import type { Sample, Stage } from './stage.ts';

export function lifecycleTests(stage: Stage): void {
  test('When a subscriber stops and comes back, then it gets what was published meanwhile and nothing it had', async () => {
    const publisher = await stage.connect();
    const before = samples(5);
    const meanwhile = samples(5);
    const seen: Sample[] = [];
    const remember = async (message: Sample): Promise<void> => void seen.push(message);

    const first = await stage.connect();
    const subscription = await first.subscribe({ group: 'orders', handlers: { UserCreated: remember } });
    await Promise.all(before.map((message) => publisher.publish(message)));
    await eventually(() => expect(idsOf(seen)).toEqual(idsOf(before)));
    await subscription.stop();
    await first.close();

    await Promise.all(meanwhile.map((message) => publisher.publish(message)));
    expect(seen).toHaveLength(5);
    const second = await stage.connect();
    await second.subscribe({ group: 'orders', handlers: { UserCreated: remember } });
    await eventually(() => expect(idsOf(seen)).toEqual(idsOf([...before, ...meanwhile])));
    expect(seen).toHaveLength(10);
  });

  test('When a subscription stops, then it waits for what is in work, and that is not delivered again', async () => {
    const bus = await stage.connect();
    const entered = gate();
    const released = gate();
    let finished = 0;
    const slowly = async (): Promise<void> => {
      entered.open();
      await released.opened;
      finished += 1;
    };
    const subscription = await bus.subscribe({ group: 'orders', handlers: { UserCreated: slowly } });
    const last = sample(2);
    await bus.publish(sample(1));
    await entered.opened;
    let hasStopped = false;
    const stopping = subscription.stop().finally(() => {
      hasStopped = true;
    });
    await bus.publish(last);
    await Promise.race([stopping, pass(400)]);
    expect(hasStopped).toBe(false);
    released.open();
    await stopping;
    expect(finished).toBe(1);

    const seen: Sample[] = [];
    await bus.subscribe({
      group: 'orders',
      handlers: { UserCreated: async (message) => void seen.push(message) },
    });
    await eventually(() => expect(seen).toEqual([last]));
  });

  test('When a worker stops under load, then the other one of its group gets the rest without a gap', async () => {
    const [publisher, leaving, staying] = await Promise.all([
      stage.connect(),
      stage.connect(),
      stage.connect(),
    ]);
    const sent = samples(200);
    const seen: Sample[] = [];
    const remember = async (message: Sample): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(message);
    };
    const subscription = await leaving.subscribe({ group: 'orders', handlers: { UserCreated: remember } });
    await staying.subscribe({ group: 'orders', handlers: { UserCreated: remember } });
    const publishing = Promise.all(sent.map((message) => publisher.publish(message)));
    await eventually(() => expect(seen.length).toBeGreaterThan(20));
    await subscription.stop();
    await publishing;
    await eventually(() => expect(idsOf(seen)).toEqual(idsOf(sent)));
  });

  test('When the bus is closed, then it is not connected and publish rejects', async () => {
    const bus = await stage.connect({ publishTimeoutMs: 500 });
    expect(bus.isConnected()).toBe(true);
    await bus.close();
    expect(bus.isConnected()).toBe(false);
    await expect(bus.publish(sample())).rejects.toThrow();
  });

  test('When a group or namespace has characters with a meaning on the broker, then it is refused', async () => {
    const bus = await stage.connect();
    await expect(bus.subscribe({ group: 'a.b', handlers: {} })).rejects.toThrow(/group "a.b" must match/);
    await expect(stage.connect({ namespace: 'a.>' })).rejects.toThrow(/namespace "a.>" must match/);
  });
}
