import type { MessageType } from '../../messages/index.ts';
import type { BusAdapter, DeliverySettings } from '../../messaging/index.ts';

export interface ConnectOptions extends Partial<DeliverySettings> {
  namespace: string;
  publishTimeoutMs?: number;
}

/** What an adapter promises beyond the common part. */
export interface BusTraits {
  /** A `messageId` published twice within the window is kept once. */
  keepsMessageIdsOnce: boolean;
  /** There is a server, so it can die. */
  hasServer: boolean;
  /** The shortest ack wait that the broker takes. */
  ackWaitMs: number;
}

/** Does to the broker what power cuts and operators do. */
export interface BrokerControl {
  /** Ends it without warning (-9). */
  kill(): Promise<void>;
  /** Starts it at the same address. */
  start(): Promise<void>;
  /** Deletes what it stored; it must not run. */
  wipe(): Promise<void>;
}

export interface BusHarness {
  /** A connection as a process of its own would have it. */
  connect(options: ConnectOptions): Promise<BusAdapter>;
  /** Puts bytes on the subject of a type, past our own checks. */
  sendBytes(target: { namespace: string; type: MessageType; payload: Uint8Array }): Promise<void>;
  /** A connection that can be cut without either side being told. Only with a server. */
  connectCuttable(options: ConnectOptions): Promise<{ bus: BusAdapter; cut(): void }>;
  /** Only with a server. */
  broker: BrokerControl;
  close(): Promise<void>;
}
