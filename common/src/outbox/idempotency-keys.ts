// Idempotency keys in the service's own database, forgotten after 24 h. Ages are taken by the database's clock.
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { IdempotencyRecord, IdempotencyStore } from '../http/index.ts';

interface KeyRow extends IdempotencyRecord {
  _id: string;
  claimedAt: Date;
}

const keptSeconds = 86_400;
const claimMs = 30_000;

export function createIdempotencyStore(connection: Connection): IdempotencyStore {
  const schema = new Schema<KeyRow>(
    { _id: String, fingerprint: String, claimedAt: Date, reply: Object },
    { collection: 'idempotency_keys', versionKey: false },
  );
  schema.index({ claimedAt: 1 }, { expireAfterSeconds: keptSeconds });
  const keys = connection.model<KeyRow>('IdempotencyKey', schema).collection;

  return {
    async claim(key, fingerprint) {
      const abandoned = { $lt: ['$claimedAt', { $subtract: ['$$NOW', claimMs] }] };
      const mine = [{ $set: { fingerprint: { $literal: fingerprint }, claimedAt: '$$NOW' } }];
      try {
        await keys.updateOne({ _id: key as never, reply: { $exists: false }, $expr: abandoned }, mine, { upsert: true });
        return undefined;
      } catch (error) {
        if ((error as { code?: number }).code !== 11_000) throw error;
      }
      const row = (await keys.findOne({ _id: key as never })) as KeyRow | null;
      // Gone between the two calls: released by a failure, so the next look may claim it.
      return row ?? { fingerprint };
    },
    async complete(key, reply) {
      await keys.updateOne({ _id: key as never }, { $set: { reply } });
    },
    async release(key) {
      await keys.deleteOne({ _id: key as never, reply: { $exists: false } });
    },
  };
}
