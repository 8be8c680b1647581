// What the tests of the suite work with: connections that are closed after each test, and sample messages.
import { randomUUID } from 'node:crypto';
import type { Message } from '../../messages/index.ts';
import type { BusAdapter } from '../../messaging/index.ts';
import { toMessage } from '../to-message.ts';
import type { BusHarness, BusTraits, ConnectOptions } from './harness.ts';

export type Sample = Message<'UserCreated'>;

export interface Stage {
  traits: BusTraits;
  harness(): BusHarness;
  namespace(): string;
  connect(options?: Partial<ConnectOptions>): Promise<BusAdapter>;
  connectCuttable(options?: Partial<ConnectOptions>): Promise<{ bus: BusAdapter; cut(): void }>;
  clear(): Promise<void>;
}

/** Short waits, so that the suite is quick; the ack wait is what the broker takes. */
const quick = { maxDeliver: 3, backoffMs: [40, 80, 160], outageRetryMs: 50, publishTimeoutMs: 15_000 };

export function createStage(traits: BusTraits, harness: () => BusHarness): Stage {
  let buses: BusAdapter[] = [];
  let namespace = newNamespace();
  const defaults = (): ConnectOptions => ({ ...quick, ackWaitMs: traits.ackWaitMs, namespace });

  return {
    traits,
    harness,
    namespace: () => namespace,
    async connect(options = {}) {
      const bus = await harness().connect({ ...defaults(), ...options });
      buses.push(bus);
      return bus;
    },
    async connectCuttable(options = {}) {
      const cuttable = await harness().connectCuttable({ ...defaults(), ...options });
      buses.push(cuttable.bus);
      return cuttable;
    },
    async clear() {
      await Promise.all(buses.map((bus) => bus.close()));
      buses = [];
      namespace = newNamespace();
    },
  };
}

function newNamespace(): string {
  return `t${randomUUID().slice(0, 8)}`;
}

export function sample(number = 1): Sample {
  const userId = `user-${number}`;
  return toMessage<'UserCreated'>({
    type: 'UserCreated',
    aggregateId: userId,
    version: 1,
    data: {
      userId,
      version: 1,
      email: `${userId}@example.test`,
      emailVerified: true,
      role: 'customer',
      name: 'Zoë',
      status: 'active',
    },
  });
}

export function samples(count: number): Sample[] {
  return Array.from({ length: count }, (_, index) => sample(index));
}

export function idsOf(messages: Sample[]): string[] {
  return [...new Set(messages.map((message) => message.messageId))].sort();
}

/** A promise and its resolver. */
export function gate(): { opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
