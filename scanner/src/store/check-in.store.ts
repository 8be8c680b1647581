import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { CheckIn } from '../domain/check-in.ts';

type CheckInRow = Omit<CheckIn, 'checkInId'> & { _id: string };

export interface GateCounts {
  gate: string | null;
  admitted: number;
  exited: number;
  refused: number;
}

export interface IntervalCounts {
  startsAt: Date;
  admitted: number;
  exited: number;
  refused: number;
}

export function createCheckInStore(connection: Connection) {
  const schema = new Schema<CheckInRow>(
    {
      _id: String,
      version: Number,
      scanId: String,
      eventId: String,
      doorSessionId: String,
      fingerprint: String,
      ticketId: String,
      gate: String,
      direction: String,
      verdict: String,
      firstScan: Object,
      before: Object,
      scannedAt: Date,
      receivedAt: Date,
      undoneAt: Date,
    },
    { collection: 'check_ins', versionKey: false },
  );
  schema.index({ eventId: 1, scannedAt: 1 });
  const rows = connection.model<CheckInRow>('CheckIn', schema);

  return {
    async find(checkInId: string): Promise<CheckIn | undefined> {
      const row = await rows.findById(checkInId).lean<CheckInRow>();
      if (!row) return undefined;
      const { _id, ...checkIn } = row;
      return { checkInId: _id, ...checkIn };
    },

    async insert({ checkInId, ...checkIn }: CheckIn): Promise<void> {
      await rows.insertMany([{ _id: checkInId, ...checkIn }]);
    },

    async keepUndone({ checkInId, version, undoneAt }: CheckIn): Promise<void> {
      await rows.updateOne({ _id: checkInId, undoneAt: null }, { $set: { version, undoneAt } });
    },

    async countByGate(eventId: string): Promise<GateCounts[]> {
      const found = await rows.aggregate<GateCounts & { _id: string | null }>([
        { $match: { eventId } },
        { $group: { _id: '$gate', ...outcomes } },
        { $sort: { _id: 1 } },
      ]);
      return found.map(({ _id, ...counts }) => ({ ...counts, gate: _id }));
    },

    /** By the time of the scan, in steps of five minutes; the newest `limit` of them, oldest first. */
    async countByInterval(eventId: string, limit: number): Promise<IntervalCounts[]> {
      const startsAt = { $dateTrunc: { date: '$scannedAt', unit: 'minute' as const, binSize: 5 } };
      const found = await rows.aggregate<IntervalCounts & { _id: Date }>([
        { $match: { eventId } },
        { $group: { _id: startsAt, ...outcomes } },
        { $sort: { _id: -1 } },
        { $limit: limit },
        { $sort: { _id: 1 } },
      ]);
      return found.map(({ _id, ...counts }) => ({ ...counts, startsAt: _id }));
    },
  };
}

/** What was undone counts as nothing. */
function sumWhere(...conditions: object[]) {
  return { $sum: { $cond: [{ $and: [{ $eq: ['$undoneAt', null] }, ...conditions] }, 1, 0] } };
}

const passed = { $eq: ['$verdict', 'admitted'] };
const outcomes = {
  admitted: sumWhere(passed, { $eq: ['$direction', 'in'] }),
  exited: sumWhere(passed, { $eq: ['$direction', 'out'] }),
  refused: sumWhere({ $ne: ['$verdict', 'admitted'] }),
};
