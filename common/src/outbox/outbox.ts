// One decision, one commit: documents, the messages they cause and the inbox row of the message they answer, or nothing at all.
import type { ClientSession } from 'mongoose';
import { Schema } from 'mongoose';
import type { NewMessage } from '../messages/index.ts';
import { encodeMessage } from '../messages/index.ts';
import { currentTraceparent } from '../tracing/index.ts';
import type { OutboxOptions, OutboxRow } from './options.ts';
import { createJournal } from './journal.ts';
import { createRelay } from './relay.ts';

export interface Transaction {
  session: ClientSession;
  /** Puts messages into the outbox of this transaction; they leave after the commit, or never. */
  publish: (...messages: NewMessage[]) => void;
}

export interface Outbox {
  /** Runs `work` in one transaction, again on a write conflict: it must do nothing but read and write this database. */
  commit<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** The same, once for each `message.messageId`: a message answered before is answered by doing nothing. */
  answer(message: { messageId: string }, work: (transaction: Transaction) => Promise<void>): Promise<void>;
  /** Publishes the newest message of every aggregate again that changed at or after `since`. Answers how many. */
  reEmit(since: Date): Promise<number>;
  /** Publishes what earlier processes left behind, from now on. */
  start(): void;
  /** Resolves when every message committed so far by this process has been tried once. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

interface InboxRow {
  _id: string;
  answeredAt: Date;
}

const transactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
} as const;
const inboxDays = 14;

export function createOutbox(options: OutboxOptions): Outbox {
  const { connection, now, newId } = options;
  const outboxSchema = new Schema<OutboxRow>(
    { _id: String, message: Object },
    { collection: 'outbox', versionKey: false },
  );
  const outboxRows = connection.model<OutboxRow>('OutboxRow', outboxSchema);
  const inboxSchema = new Schema<InboxRow>(
    { _id: String, answeredAt: Date },
    { collection: 'inbox', versionKey: false },
  );
  inboxSchema.index({ answeredAt: 1 }, { expireAfterSeconds: inboxDays * 86_400 });
  const inboxRows = connection.model<InboxRow>('InboxRow', inboxSchema);
  const relay = createRelay({ ...options, rows: outboxRows });
  const journal = createJournal(connection);

  function toRow(message: NewMessage): OutboxRow {
    const full = {
      ...message,
      messageId: newId(),
      occurredAt: now().toISOString(),
      traceparent: currentTraceparent(),
    };
    encodeMessage(full);
    return { _id: full.messageId, message: full };
  }

  async function commit<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    let rows: OutboxRow[] = [];
    const result = await connection.transaction(async (session) => {
      rows = [];
      const answer = await work({
        session,
        publish: (...messages) => void rows.push(...messages.map(toRow)),
      });
      if (rows.length > 0) {
        await outboxRows.insertMany(rows, { session, lean: true });
        await journal.keep(rows, session);
      }
      return answer;
    }, transactionOptions);
    relay.send(rows);
    return result;
  }

  return {
    commit,
    async answer(message, work) {
      await commit(async (transaction) => {
        const { session } = transaction;
        if (await inboxRows.exists({ _id: message.messageId }).session(session)) return;
        await inboxRows.insertMany([{ _id: message.messageId, answeredAt: now() }], { session });
        await work(transaction);
      });
    },
    reEmit: (since) => journal.reEmit(since),
    start: relay.start,
    flush: relay.flush,
    stop: relay.stop,
  };
}
