import { AppError } from '@turnout/common/errors';
import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { User } from '../domain/user.ts';

type UserRow = Omit<User, 'userId'> & { _id: string; lastSignInAt: Date | null };

export interface UserStore {
  findByEmail(email: string): Promise<User | undefined>;
  findById(userId: string): Promise<User | undefined>;
  /** Throws 409 `email-taken`. */
  insert(user: User): Promise<void>;
  /** Stores `user` unless its row is not at `user.version - 1` any more; true when stored. Throws 409 `email-taken`. */
  replaceEarlierVersion(user: User): Promise<boolean>;
  /**
   * Notes a sign-in, if the account still is as it was when its password was checked. Writing the user's row makes a
   * sign-in and a concurrent password change conflict, so that no session slips in beside the change.
   */
  noteSignIn(user: User, now: Date): Promise<boolean>;
}

export function createUserStore(connection: Connection): UserStore {
  const schema = new Schema<UserRow>(
    {
      _id: String,
      version: Number,
      email: String,
      emailVerified: Boolean,
      role: String,
      name: String,
      status: String,
      passwordHash: String,
      createdAt: Date,
      updatedAt: Date,
      lastSignInAt: Date,
    },
    { collection: 'users', versionKey: false },
  );
  schema.index({ email: 1 }, { unique: true });
  const users = connection.model<UserRow>('User', schema);

  return {
    async findByEmail(email) {
      return toUser(await users.findOne({ email }).lean<UserRow>());
    },
    async findById(userId) {
      return toUser(await users.findById(userId).lean<UserRow>());
    },
    async insert({ userId, ...rest }) {
      await refusingTakenEmail(() => users.insertMany([{ _id: userId, ...rest, lastSignInAt: null }]));
    },
    async replaceEarlierVersion({ userId, ...rest }) {
      const filter = { _id: userId, version: rest.version - 1 };
      const result = await refusingTakenEmail(() => users.updateOne(filter, { $set: rest }));
      return result.matchedCount === 1;
    },
    async noteSignIn({ userId, passwordHash }, now) {
      const filter = {
        _id: userId,
        status: 'active' as const,
        passwordHash: mongoose.trusted({ $eq: passwordHash, $ne: null }),
      };
      const result = await users.updateOne(filter, { $set: { lastSignInAt: now } });
      return result.matchedCount === 1;
    },
  };
}

function toUser(row: UserRow | null): User | undefined {
  if (!row) return undefined;
  const { _id, lastSignInAt: _lastSignInAt, ...rest } = row;
  return { userId: _id, ...rest };
}

async function refusingTakenEmail<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if ((error as { code?: number }).code !== 11_000) throw error;
    throw new AppError('conflict', 'email-taken', 'There is an account with this email already.', {
      field: 'email',
      cause: error,
    });
  }
}
