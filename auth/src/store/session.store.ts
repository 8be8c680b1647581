import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Session } from '../domain/session.ts';

type SessionRow = Omit<Session, 'sessionId'> & { _id: string };
type Renewal = Pick<Session, 'renewedAt' | 'tokensUntil' | 'expiresAt'>;

export interface SessionStore {
  insert(session: Session): Promise<void>;
  find(sessionId: string): Promise<Session | undefined>;
  findAllOfUser(userId: string): Promise<Session[]>;
  /** Notes that a JWT is minted; false when the session has ended. */
  renew(sessionId: string, renewal: Renewal): Promise<boolean>;
  /** The same, and makes `generation + 1` the current refresh token; false when another refresh came first or the session has ended. */
  rotate(session: Session, renewal: Renewal): Promise<boolean>;
  end(sessionId: string, now: Date): Promise<void>;
  endAllOfUser(userId: string, now: Date): Promise<void>;
  /** Ended sessions that may still have an unexpired JWT at `now`, oldest ids first. */
  findEndedWithTokens(now: Date): Promise<string[]>;
}

/** Clocks of services may be this far behind: an ended session stays listed so much longer. */
const clockSkewMs = 5 * 60_000;

export function createSessionStore(connection: Connection): SessionStore {
  const schema = new Schema<SessionRow>(
    {
      _id: String,
      userId: String,
      kind: String,
      createdAt: Date,
      renewedAt: Date,
      tokensUntil: Date,
      expiresAt: Date,
      endedAt: Date,
      generation: Number,
    },
    { collection: 'sessions', versionKey: false },
  );
  schema.index({ userId: 1 });
  schema.index({ expiresAt: 1 }, { expireAfterSeconds: 86_400 });
  // Answers the list of ended sessions from the index alone.
  schema.index({ tokensUntil: 1, _id: 1 }, { partialFilterExpression: { endedAt: { $type: 'date' } } });
  const sessions = connection.model<SessionRow>('Session', schema);

  return {
    async insert({ sessionId, ...rest }) {
      await sessions.insertMany([{ _id: sessionId, ...rest }]);
    },
    async find(sessionId) {
      const row = await sessions.findById(sessionId).lean<SessionRow>();
      return row ? toSession(row) : undefined;
    },
    async findAllOfUser(userId) {
      return (await sessions.find({ userId }).sort({ createdAt: 1 }).limit(1_000).lean<SessionRow[]>()).map(
        toSession,
      );
    },
    async renew(sessionId, renewal) {
      const result = await sessions.updateOne({ _id: sessionId, endedAt: null }, { $set: renewal });
      return result.matchedCount === 1;
    },
    async rotate({ sessionId, generation }, renewal) {
      const current = { _id: sessionId, generation, endedAt: null };
      const result = await sessions.updateOne(current, { $set: { ...renewal, generation: generation + 1 } });
      return result.matchedCount === 1;
    },
    async end(sessionId, now) {
      await sessions.updateOne({ _id: sessionId, endedAt: null }, { $set: { endedAt: now } });
    },
    async endAllOfUser(userId, now) {
      await sessions.updateMany({ userId, endedAt: null }, { $set: { endedAt: now } });
    },
    async findEndedWithTokens(now) {
      const stillGood = mongoose.trusted({ $gt: new Date(now.getTime() - clockSkewMs) });
      const ended = mongoose.trusted({ $type: 'date' as const });
      const rows = await sessions
        .find({ endedAt: ended, tokensUntil: stillGood }, { _id: 1 })
        .lean<{ _id: string }[]>();
      return rows.map((row) => row._id).sort();
    },
  };
}

function toSession({ _id, ...rest }: SessionRow): Session {
  return { sessionId: _id, ...rest };
}
