// A broker that comes back empty, or without its newest messages, has lost what nobody read yet. The owner notices and tells its
// newest state again.
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Publisher } from '../messages/index.ts';
import type { BrokerStore, StoreState } from '../messaging/index.ts';
import type { Outbox } from './outbox.ts';

export interface HealOptions {
  connection: Connection;
  outbox: Outbox;
  bus: BrokerStore;
  publisher: Publisher;
  logger: Logger;
  now(): Date;
}

const toldAgainMs = 24 * 3_600_000;

interface SeenRow extends Pick<StoreState, 'identity' | 'lastSequence'> {
  _id: string;
}

/**
 * Looks once; re-emits the last day when the broker's store is not the one seen before, or ends before what was seen in it (a disk
 * that lost its last writes, a backup put back). Doing so twice is harmless.
 */
export async function healLostBroker(options: HealOptions): Promise<void> {
  const { connection, outbox, bus, publisher, logger, now } = options;
  const seen = connection.collection<SeenRow>('broker');
  // Read before the broker is asked: what other processes write meanwhile can then not look like a loss.
  const before = await seen.findOne({ _id: publisher });
  const state = await bus.storeState(publisher);
  if (state === undefined) return;
  const { identity, lastSequence, hasLost } = state;
  const isBehind = before && (before.identity !== identity || lastSequence < before.lastSequence);
  if (hasLost || isBehind) {
    const told = await outbox.reEmit(new Date(now().getTime() - toldAgainMs));
    logger.warn({ told }, 'the message broker lost messages; the newest state is told again');
  }
  if (before?.identity === identity && before.lastSequence === lastSequence) return;
  await seen.updateOne({ _id: publisher }, { $set: { identity, lastSequence } }, { upsert: true });
}
