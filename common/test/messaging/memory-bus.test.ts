import { createMemoryBus } from '../../src/messaging/index.ts';
import type { BusAdapter, DeadLetter, MemoryBus, Subscription } from '../../src/messaging/index.ts';
import { busContract } from '../../src/testing/bus-contract.ts';
import type { BusHarness, ConnectOptions } from '../../src/testing/bus-contract.ts';
import { sample } from '../../src/testing/bus-contract/stage.ts';

const traits = { keepsMessageIdsOnce: true, hasServer: false, ackWaitMs: 100 };

busContract('The bus in memory', traits, async () => {
  const buses = new Map<string, MemoryBus>();
  const shared = (options: ConnectOptions): MemoryBus => {
    const bus = buses.get(options.namespace) ?? createMemoryBus(options);
    buses.set(options.namespace, bus);
    return bus;
  };
  const noServer = async (): Promise<never> => Promise.reject(new Error('there is no server'));
  const harness: BusHarness = {
    connect: async (options) => asOneProcess(shared(options)),
    sendBytes: async ({ namespace, type, payload }) => shared({ namespace }).deliverBytes(type, payload),
    connectCuttable: noServer,
    broker: { kill: noServer, start: noServer, wipe: noServer },
    close: async () => {
      await Promise.all([...buses.values()].map((bus) => bus.close()));
    },
  };
  return harness;
});

/** Closing one process leaves the broker to the others. */
function asOneProcess(bus: MemoryBus): BusAdapter {
  const subscriptions: Subscription[] = [];
  let closed = false;
  return {
    deadLetters: bus.deadLetters,
    storeState: bus.storeState,
    isConnected: () => !closed && bus.isConnected(),
    publish: async (message) => (closed ? Promise.reject(new Error('closed')) : bus.publish(message)),
    async subscribe(options) {
      const subscription = await bus.subscribe(options);
      subscriptions.push(subscription);
      return subscription;
    },
    async close() {
      closed = true;
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
    },
  };
}

test('When handlers publish further messages, then idle resolves after the last of them, and published has all', async () => {
  const bus = createMemoryBus();
  const first = sample(1);
  const caused = { ...sample(2), type: 'UserUpdated' as const };
  let handled = 0;
  await bus.subscribe({
    group: 'orders',
    handlers: { UserCreated: () => bus.publish(caused), UserUpdated: async () => void (handled += 1) },
  });
  await bus.publish(first);
  await bus.idle();
  expect(handled).toBe(1);
  expect(bus.published).toEqual([first, caused]);
  await bus.close();
});

test('When a message is set aside, then the test is told', async () => {
  const letters: DeadLetter[] = [];
  const bus = createMemoryBus({ onDeadLetter: (letter) => letters.push(letter), maxDeliver: 2 });
  await bus.subscribe({
    group: 'orders',
    handlers: { UserCreated: async () => Promise.reject(new Error('broken')) },
  });
  await bus.publish(sample());
  await bus.idle();
  expect(letters).toMatchObject([{ group: 'orders', reason: 'Error: broken', attempts: 2 }]);
  await bus.close();
});
