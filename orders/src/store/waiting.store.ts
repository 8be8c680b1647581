// Reads of the waiting list, named by who asks; every write goes through the ledger.
import mongoose from 'mongoose';
import type { WaitingEntry } from '../domain/waiting-list.ts';
import { withoutId } from './models.ts';
import type { OrdersModels } from './models.ts';

type Row = WaitingEntry & { _id: string };

export interface WaitingStore {
  findForUser(userId: string, entryId: string): Promise<WaitingEntry | undefined>;
  /** Newest first; one more than `limit`. */
  listForUser(
    userId: string,
    page: { limit: number; afterEntryId?: string | undefined },
  ): Promise<WaitingEntry[]>;
  /** How many stand before the entry. */
  countBefore(entry: WaitingEntry): Promise<number>;
}

export function createWaitingStore({ waiting }: OrdersModels): WaitingStore {
  return {
    async findForUser(userId, entryId) {
      const row = await waiting.findOne({ _id: entryId, userId } as never).lean<Row>();
      return row ? withoutId<WaitingEntry>(row) : undefined;
    },
    async listForUser(userId, { limit, afterEntryId }) {
      const after = afterEntryId ? { _id: mongoose.trusted({ $lt: afterEntryId }) } : {};
      const rows = await waiting
        .find({ userId, ...after } as never)
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean<Row[]>();
      return rows.map((row) => withoutId<WaitingEntry>(row));
    },
    countBefore({ eventId, ticketTypeId, joinedAt }) {
      const earlier = mongoose.trusted({ $lt: joinedAt });
      return waiting.countDocuments({ eventId, ticketTypeId, status: 'waiting', joinedAt: earlier } as never);
    },
  };
}
