// A broker that comes back empty has lost messages that nobody read yet. The owner notices and tells its newest state again.
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Publisher } from '../messages/index.ts';
import type { BrokerStore } from '../messaging/index.ts';
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

/** Looks once; re-emits the last day when the broker's store is not the one seen before. Doing so twice is harmless. */
export async function healLostBroker(options: HealOptions): Promise<void> {
  const { connection, outbox, bus, publisher, logger, now } = options;
  const identity = await bus.storeIdentity(publisher);
  if (identity === undefined) return;
  const seen = connection.collection<{ _id: string; identity: string }>('broker');
  const before = await seen.findOne({ _id: publisher });
  if (before?.identity === identity) return;
  if (before) {
    const told = await outbox.reEmit(new Date(now().getTime() - toldAgainMs));
    logger.warn({ told }, 'the message broker lost its store; the newest state is told again');
  }
  await seen.updateOne({ _id: publisher }, { $set: { identity } }, { upsert: true });
}
