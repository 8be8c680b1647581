// The bus of component tests: no server, no waiting, the same promises. Passes the same contract suite as the others.
import { randomUUID } from 'node:crypto';
import { decodeMessage, encodeMessage } from '../../messages/index.ts';
import type { AnyMessage, MessageType } from '../../messages/index.ts';
import { handlerEntries } from '../attempt.ts';
import type { BusAdapter, DeadLetter } from '../bus.ts';
import { defaultConcurrency, deliverySettings } from '../settings.ts';
import type { DeliverySettings } from '../settings.ts';
import { checkName, createSubjects } from '../subjects.ts';
import { createGroupQueue } from './group-queue.ts';
import type { GroupQueue } from './group-queue.ts';

export interface MemoryBusOptions extends Partial<DeliverySettings> {
  namespace?: string;
  onDeadLetter?: (letter: DeadLetter) => void;
}

export interface MemoryBus extends BusAdapter {
  /** All messages published so far, in order, as a subscriber would decode them. */
  readonly published: AnyMessage[];
  /** Delivers bytes as they are, past schema and duplicate checks: for messages that come twice or undecodable. */
  deliverBytes(type: MessageType, payload: Uint8Array): void;
  /** Resolves when nothing is in work or waiting for a group that has a subscriber. */
  idle(): Promise<void>;
}

export function createMemoryBus(options: MemoryBusOptions = {}): MemoryBus {
  const { namespace = 'turnout', onDeadLetter, ...overrides } = options;
  const settings = deliverySettings({ backoffMs: [1, 2, 5, 10], ...overrides });
  const subjects = createSubjects(namespace);
  const log: { type: MessageType; payload: Uint8Array }[] = [];
  const published: AnyMessage[] = [];
  const messageIds = new Set<string>();
  const queues = new Map<string, GroupQueue>();
  const letters = new Map<string, DeadLetter & { type: MessageType }>();
  let closed = false;

  function deliverBytes(type: MessageType, payload: Uint8Array): void {
    log.push({ type, payload });
    for (const queue of queues.values()) if (queue.type === type) queue.add(payload);
  }

  function queueFor(group: string, type: MessageType): GroupQueue {
    const durable = subjects.durableOf(group, type);
    const known = queues.get(durable);
    if (known) return known;
    const queue = createGroupQueue({ type, settings, setAside: (failed) => setAside(group, type, failed) });
    queues.set(durable, queue);
    for (const entry of log) if (entry.type === type) queue.add(entry.payload);
    return queue;
  }

  function setAside(
    group: string,
    type: MessageType,
    failed: Pick<DeadLetter, 'payload' | 'attempts' | 'reason'>,
  ): void {
    const letter = {
      ...failed,
      deadLetterId: randomUUID(),
      group,
      type,
      subject: subjects.subjectOf(type),
      failedAt: new Date().toISOString(),
    };
    letters.set(letter.deadLetterId, letter);
    onDeadLetter?.(letter);
  }

  return {
    published,
    deliverBytes,
    async publish(message) {
      if (closed) throw new Error('the bus is closed');
      const payload = encodeMessage(message);
      if (messageIds.has(message.messageId)) return;
      messageIds.add(message.messageId);
      published.push(decodeMessage(payload));
      deliverBytes(message.type, payload);
    },
    async subscribe({ group, handlers, concurrency = defaultConcurrency }) {
      checkName('group', group);
      const workers = handlerEntries(handlers).map(([type, handler]) =>
        queueFor(group, type).join({ handler, concurrency }),
      );
      return {
        stop: async () => {
          await Promise.all(workers.map((worker) => worker.leave()));
        },
      };
    },
    async close() {
      closed = true;
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
    isConnected: () => !closed,
    async idle() {
      while ([...queues.values()].some((queue) => queue.isBusy())) {
        await Promise.all([...queues.values()].map((queue) => queue.idle()));
      }
    },
    /** Memory is lost with the process that would notice. */
    storeState: async () => undefined,
    deadLetters: {
      async list({ group, limit }) {
        return [...letters.values()].filter((letter) => !group || letter.group === group).slice(0, limit);
      },
      async replay(deadLetterId) {
        const letter = letters.get(deadLetterId);
        if (!letter) return false;
        deliverBytes(letter.type, letter.payload);
        letters.delete(deadLetterId);
        return true;
      },
    },
  };
}
