// The newest message of every aggregate, kept beside it: what an owner can say again when the broker has lost it.
import type { ClientSession, Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { nounOf } from '../messages/index.ts';
import type { OutboxRow } from './options.ts';

interface JournalRow extends Omit<OutboxRow, '_id'> {
  /** Noun and id of the aggregate. */
  _id: string;
  at: Date;
}

export interface Journal {
  /** Part of the commit that caused `rows`. */
  keep(rows: readonly OutboxRow[], session: ClientSession): Promise<void>;
  /** Puts what was told at or after `since` into the outbox again; the relay of any process of the service sends it. */
  reEmit(since: Date): Promise<number>;
}

const chunk = 500;

/**
 * A message told again keeps its `messageId`: who has answered it does nothing, who never heard it does now.
 * One row an aggregate, so it grows with what the service owns and not with what happened.
 */
export function createJournal(connection: Connection): Journal {
  const schema = new Schema<JournalRow>(
    { _id: String, at: Date, message: Object },
    { collection: 'journal', versionKey: false },
  );
  schema.index({ at: 1 });
  const journal = connection.model<JournalRow>('JournalRow', schema).collection;
  const outbox = connection.collection<OutboxRow>('outbox');

  async function putBack(rows: OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    // A row that is still waiting in the outbox stays as it is.
    const upserts = rows.map((row) => ({
      updateOne: { filter: { _id: row._id }, update: { $setOnInsert: row }, upsert: true },
    }));
    await outbox.bulkWrite(upserts, { ordered: false });
  }

  return {
    async keep(rows, session) {
      const newest = new Map<string, OutboxRow>();
      for (const row of rows) {
        const key = `${nounOf(row.message.type)}:${row.message.aggregateId}`;
        if ((newest.get(key)?.message.version ?? 0) < row.message.version) newest.set(key, row);
      }
      const replacements = [...newest].map(([key, { message }]) => ({
        replaceOne: {
          filter: { _id: key },
          replacement: { at: new Date(message.occurredAt), message },
          upsert: true,
        },
      }));
      await journal.bulkWrite(replacements as never[], { session });
    },
    async reEmit(since) {
      let told = 0;
      let rows: OutboxRow[] = [];
      for await (const row of journal.find({ at: { $gte: since } }).sort({ at: 1 })) {
        const { message } = row as unknown as JournalRow;
        rows.push({ _id: message.messageId, message });
        told += 1;
        if (rows.length === chunk) {
          await putBack(rows);
          rows = [];
        }
      }
      await putBack(rows);
      return told;
    },
  };
}
