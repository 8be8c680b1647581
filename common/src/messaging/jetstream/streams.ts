// The streams we need, made on connect and again after the broker lost them.
import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import type { JetStreamManager, StreamConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { publishers } from '../../messages/index.ts';
import type { Subjects } from '../subjects.ts';

export interface StreamSettings {
  /** Copies of each message; 3 in production. */
  replicas: number;
  /** Limit for each stream; the oldest messages go first. Without it only age limits a stream. */
  maxBytes?: number;
}

export type WantedStream = Partial<StreamConfig> & { name: string };

const dayMs = 24 * 60 * 60 * 1_000;

/** One stream per publisher, so that a subscriber may start before the publisher ever did, and one for dead letters. */
export function wantedStreams(subjects: Subjects, { replicas, maxBytes }: StreamSettings): WantedStream[] {
  const common = {
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    num_replicas: replicas,
    duplicate_window: nanos(2 * 60 * 1_000),
    ...(maxBytes === undefined ? {} : { max_bytes: maxBytes }),
  };
  const sending = publishers.map((publisher) => ({
    ...common,
    name: subjects.streamOf(publisher),
    subjects: [subjects.allOf(publisher)],
    max_age: nanos(7 * dayMs),
  }));
  const deadLetters = {
    ...common,
    name: subjects.deadLetterStream,
    subjects: [subjects.allDeadLetters],
    max_age: nanos(30 * dayMs),
    allow_direct: true,
  };
  return [...sending, deadLetters];
}

/** The broker keeps a stream otherwise than asked; trying again cannot help. */
export class StreamMismatch extends Error {}

/** Creates or updates. Throws {@link StreamMismatch} when the broker keeps something other than asked: old servers drop fields silently. */
export async function ensureStream(manager: JetStreamManager, wanted: WantedStream): Promise<void> {
  const current = await findStream(manager, wanted.name);
  if (current && differences(wanted, current).length === 0) return;
  const { config } = current
    ? await manager.streams.update(wanted.name, wanted)
    : await manager.streams.add(wanted);
  const different = differences(wanted, config);
  if (different.length > 0) {
    throw new StreamMismatch(`the broker did not accept ${different.join(', ')} of stream ${wanted.name}`);
  }
}

async function findStream(manager: JetStreamManager, name: string): Promise<StreamConfig | undefined> {
  try {
    return (await manager.streams.info(name)).config;
  } catch (error) {
    if (isApiError(error, JetStreamApiCodes.StreamNotFound)) return undefined;
    throw error;
  }
}

/** Names of the wanted settings that the broker's answer does not show. */
export function differences(wanted: object, actual: object): string[] {
  const found = new Map(Object.entries(actual));
  return Object.entries(wanted)
    .filter(([key, value]) => JSON.stringify(found.get(key)) !== JSON.stringify(value))
    .map(([key]) => key);
}

export function isApiError(error: unknown, code: number): boolean {
  return error instanceof JetStreamApiError && error.code === code;
}
