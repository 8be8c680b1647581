// Picks the adapter; the only place that knows both.
import type { BusAdapter } from './bus.ts';
import { connectJetStream } from './jetstream/connect-jetstream.ts';
import { connectNatsStreaming } from './nats-streaming/connect-nats-streaming.ts';
import type { BusLogger, DeliverySettings } from './settings.ts';

/** Values of the environment variable `BUS`. */
export const busKinds = ['jetstream', 'nats-streaming'] as const;
export type BusKind = (typeof busKinds)[number];

export interface BusConfig extends Partial<DeliverySettings> {
  kind: BusKind;
  /** `NATS_URL`: one server or several, separated by commas. */
  url: string;
  /** The service; shown in the broker's connection list. */
  clientName: string;
  logger?: BusLogger;
  namespace?: string;
  connectTimeoutMs?: number;
  /** Only JetStream: copies of each stream. */
  replicas?: number;
  /** Only JetStream: limit for each stream. */
  maxBytes?: number;
  /** Only NATS Streaming. */
  clusterId?: string;
}

/** Connects to the broker; rejects with a sentence that names it when it does not answer in time. */
export async function createBus({
  kind,
  clientName,
  clusterId = 'turnout',
  ...rest
}: BusConfig): Promise<BusAdapter> {
  if (kind === 'jetstream') return connectJetStream({ ...rest, name: clientName });
  return connectNatsStreaming({
    ...rest,
    clusterId,
    clientId: `${clientName}-${process.pid}-${Date.now().toString(36)}`,
  });
}
