// The bus as services see it: three functions. JetStream, NATS Streaming and memory are adapters that pass one contract suite.
import type { AnyMessage, Message, MessageType, Publisher } from '../messages/index.ts';

/** Returning is the acknowledgement; throwing asks for redelivery with back-off. */
export type Handler<T extends MessageType> = (message: Message<T>) => Promise<void>;

/** Message name -> function: the table of contents of what a service answers. */
export type Handlers = { readonly [T in MessageType]?: Handler<T> };

export interface SubscribeOptions {
  /** Queue group, one per service: each message goes to one process of the group. */
  group: string;
  handlers: Handlers;
  /** How many messages of one type a process works on at once. */
  concurrency?: number;
}

export interface Subscription {
  /** Stops taking messages and waits for those in work. */
  stop(): Promise<void>;
}

export interface Bus {
  /** Resolves once the broker keeps the message; publishing one `messageId` twice within two minutes keeps it once. */
  publish(message: AnyMessage): Promise<void>;
  /** Delivers every message of the handled types at least once to the group, from the first one that the broker still holds. */
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  close(): Promise<void>;
}

/** A message set aside: it could not be decoded, or its handler failed `attempts` times. */
export interface DeadLetter {
  deadLetterId: string;
  group: string;
  subject: string;
  reason: string;
  attempts: number;
  failedAt: string;
  payload: Uint8Array;
}

/** What operators do with messages set aside; offered by each adapter beside the bus. */
export interface DeadLetters {
  list(options: { group?: string; limit: number }): Promise<DeadLetter[]>;
  /** Sends it again to everyone (handlers are idempotent) and forgets the letter. False when there is none of that id. */
  replay(deadLetterId: string): Promise<boolean>;
}

/** Is the broker reachable right now; for `/readyz`. */
export interface BusHealth {
  isConnected(): boolean;
}

/** Does the broker still hold what it was given; for owners that tell their state again when it does not. */
export interface BrokerStore {
  /** What the broker keeps for this publisher. Undefined: it cannot tell. */
  storeState(publisher: Publisher): Promise<StoreState | undefined>;
}

export interface StoreState {
  /** Another one means that the store started afresh. */
  identity: string;
  /** Number of the newest message it was ever given; a lower one than before means that it lost its newest messages. */
  lastSequence: number;
  /** It was seen to lose messages since it was last asked. */
  hasLost: boolean;
}

export type BusAdapter = Bus & BusHealth & BrokerStore & { deadLetters: DeadLetters };
