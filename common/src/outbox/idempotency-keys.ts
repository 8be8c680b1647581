// Idempotency keys in the service's own database, forgotten after 24 h. Ages are taken by the database's clock.
import { randomUUID } from 'node:crypto';
import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { IdempotencyRecord, IdempotencyStore } from '../http/index.ts';

interface KeyRow extends IdempotencyRecord {
  _id: string;
  claimedAt: Date;
  /** Which request holds the claim. */
  claimId: string;
}

const keptSeconds = 86_400;
const claimMs = 30_000;

export function createIdempotencyStore(connection: Connection): IdempotencyStore {
  const schema = new Schema<KeyRow>(
    { _id: String, fingerprint: String, claimId: String, claimedAt: Date, reply: Object },
    { collection: 'idempotency_keys', versionKey: false },
  );
  schema.index({ claimedAt: 1 }, { expireAfterSeconds: keptSeconds });
  const keys = connection.model<KeyRow>('IdempotencyKey', schema).collection;

  return {
    async claim(key, fingerprint) {
      const claimId = randomUUID();
      const neverClaimed = { $eq: [{ $type: '$claimedAt' }, 'missing'] };
      const abandoned = {
        $and: [
          { $eq: [{ $type: '$reply' }, 'missing'] },
          { $lt: ['$claimedAt', { $subtract: ['$$NOW', claimMs] }] },
        ],
      };
      const mineIfFree = (mine: unknown, field: string) => ({
        $cond: [{ $or: [neverClaimed, abandoned] }, mine, field],
      });
      const row = await keys.findOneAndUpdate(
        { _id: key as never },
        [
          {
            $set: {
              fingerprint: mineIfFree({ $literal: fingerprint }, '$fingerprint'),
              claimId: mineIfFree(claimId, '$claimId'),
              claimedAt: mineIfFree('$$NOW', '$claimedAt'),
            },
          },
        ],
        { upsert: true, returnDocument: 'after' },
      );
      return row?.claimId === claimId ? undefined : ((row as KeyRow | null) ?? { fingerprint });
    },
    async complete(key, reply) {
      // The first answer stays: a claim that was taken over may still come to its end.
      await keys.updateOne({ _id: key as never, reply: { $exists: false } }, { $set: { reply } });
    },
    async release(key) {
      await keys.deleteOne({ _id: key as never, reply: { $exists: false } });
    },
  };
}
