// Copies of waiting-list entries: the newest state of each, and whether its offer has been told of.
import type { WaitingListState } from '@turnout/common/messages';
import { keepNewest } from '@turnout/common/outbox';
import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';

interface WaitingCopy extends Omit<WaitingListState, 'entryId' | 'ticketTypeId'> {
  _id: string;
  offerTold?: boolean;
}

export type KnownWaiting = Omit<WaitingCopy, '_id'> & { entryId: string };

export interface WaitingStore {
  keep(state: WaitingListState): Promise<void>;
  find(entryId: string): Promise<KnownWaiting | undefined>;
  /** Offers of the event that wait for what their mail says, at most `limit`. */
  findUntold(eventId: string, limit: number): Promise<KnownWaiting[]>;
  noteOfferTold(entryId: string): Promise<void>;
  forgetAddressesOf(userId: string): Promise<void>;
}

export function createWaitingStore(connection: Connection): WaitingStore {
  const schema = new Schema<WaitingCopy>(
    {
      _id: String,
      version: Number,
      eventId: String,
      eventName: String,
      ticketTypeName: String,
      userId: String,
      userEmail: String,
      quantity: Number,
      status: String,
      orderId: String,
      offerExpiresAt: String,
      offerTold: Boolean,
    },
    { collection: 'waiting', versionKey: false },
  );
  schema.index({ eventId: 1, status: 1, offerTold: 1 });
  schema.index({ userId: 1 });
  const entries = connection.model<WaitingCopy>('Waiting', schema);

  return {
    async keep({ entryId, ticketTypeId: _ticketTypeId, ...state }) {
      await keepNewest(entries, { _id: entryId, ...state });
    },
    async find(entryId) {
      const row = await entries.findById(entryId).lean<WaitingCopy>();
      return row ? toEntry(row) : undefined;
    },
    async findUntold(eventId, limit) {
      const untold = { eventId, status: 'offered' as const, offerTold: mongoose.trusted({ $ne: true }) };
      return (await entries.find(untold).limit(limit).lean<WaitingCopy[]>()).map(toEntry);
    },
    async noteOfferTold(entryId) {
      await entries.updateOne({ _id: entryId }, { $set: { offerTold: true } });
    },
    async forgetAddressesOf(userId) {
      await entries.updateMany({ userId }, { $set: { userEmail: '' } });
    },
  };
}

function toEntry({ _id, ...rest }: WaitingCopy): KnownWaiting {
  return { entryId: _id, ...rest };
}
