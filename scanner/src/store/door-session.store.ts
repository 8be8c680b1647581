import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { DoorSession } from '../domain/door-session.ts';

type SessionRow = Omit<DoorSession, 'doorSessionId'> & { _id: string; tokenHash: string };

export function createDoorSessionStore(connection: Connection) {
  const schema = new Schema<SessionRow>(
    {
      _id: String,
      eventId: String,
      promoterId: String,
      name: String,
      gate: String,
      role: String,
      tokenHash: String,
      createdAt: Date,
      expiresAt: Date,
      revokedAt: Date,
    },
    { collection: 'door_sessions', versionKey: false },
  );
  schema.index({ tokenHash: 1 }, { unique: true });
  schema.index({ eventId: 1, _id: -1 });
  const rows = connection.model<SessionRow>('DoorSession', schema);

  return {
    async insert({ doorSessionId, ...session }: DoorSession, tokenHash: string): Promise<void> {
      await rows.insertMany([{ _id: doorSessionId, ...session, tokenHash }]);
    },

    async findByTokenHash(tokenHash: string): Promise<DoorSession | undefined> {
      const row = await rows.findOne({ tokenHash }).lean<SessionRow>();
      return row ? toSession(row) : undefined;
    },

    /** Newest first; one more than `limit`. */
    async listForPromoter(
      promoterId: string,
      page: { eventId: string; limit: number; beforeId: string | undefined },
    ): Promise<DoorSession[]> {
      const { eventId, limit, beforeId } = page;
      const older = beforeId === undefined ? {} : { _id: mongoose.trusted({ $lt: beforeId }) };
      const found = await rows
        .find({ promoterId, eventId, ...older })
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean<SessionRow[]>();
      return found.map(toSession);
    },

    /** The first time counts. False when the promoter has no such session. */
    async revokeForPromoter(
      promoterId: string,
      { doorSessionId, now }: { doorSessionId: string; now: Date },
    ): Promise<boolean> {
      const mine = { _id: doorSessionId, promoterId };
      const { matchedCount } = await rows.updateOne(
        { ...mine, revokedAt: null },
        { $set: { revokedAt: now } },
      );
      return matchedCount > 0 || (await rows.exists(mine)) !== null;
    },
  };
}

function toSession({ _id, tokenHash: _tokenHash, ...session }: SessionRow): DoorSession {
  return { doorSessionId: _id, ...session };
}
