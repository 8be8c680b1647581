// The mail outbox: one row for each (kind, cause), whatever how often its cause is told.
import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { AfterFailure } from '../domain/delivery.ts';
import type { MailContent } from '../domain/mails/mail.ts';

export type MailKind =
  'welcome' | 'order-confirmation' | 'order-refunded' | 'waiting-offer' | 'waiting-lapsed';

export interface NewMail extends MailContent {
  kind: MailKind;
  /** What it is about: with the kind it is the key, so that a doubled message makes one mail. */
  causeId: string;
  userId: string;
  to: string;
}

interface MailRow extends NewMail {
  _id: string;
  state: 'waiting' | 'sent' | 'given-up';
  createdAt: Date;
  attempts: number;
  nextAttemptAt: Date;
  /** Who is sending it right now. */
  claimId: string | null;
  lastError: string | null;
  sentAt: Date | null;
}

export type ClaimedMail = Omit<MailRow, '_id' | 'claimId'> & { mailId: string; claimId: string };

export interface MailStore {
  /** Puts a mail into the outbox, unless it was there before, sent or not. */
  add(mail: NewMail, now: Date): Promise<void>;
  /** The mail that is due longest, kept from other workers until `leaseUntil`. */
  claimDue(lease: { claimId: string; now: Date; leaseUntil: Date }): Promise<ClaimedMail | undefined>;
  /** Notes the delivery and drops the text, which nobody needs any more. */
  noteSent(mail: ClaimedMail, now: Date): Promise<void>;
  /** Notes why it was not sent and what is next; nothing if another worker has claimed the mail since. */
  noteFailure(mail: ClaimedMail, failure: AfterFailure & { error: string }): Promise<void>;
  count(state: MailRow['state']): Promise<number>;
  /** Drops the user's mails that wait and the addresses of those that were sent. */
  forgetUser(userId: string): Promise<void>;
}

export function createMailStore(connection: Connection): MailStore {
  const schema = new Schema<MailRow>(
    {
      _id: String,
      kind: String,
      causeId: String,
      userId: String,
      to: String,
      subject: String,
      text: String,
      html: String,
      state: String,
      createdAt: Date,
      attempts: Number,
      nextAttemptAt: Date,
      claimId: String,
      lastError: String,
      sentAt: Date,
    },
    { collection: 'mails', versionKey: false },
  );
  schema.index({ state: 1, nextAttemptAt: 1 });
  schema.index({ userId: 1 });
  const mails = connection.model<MailRow>('Mail', schema);

  return {
    async add(mail, now) {
      const fresh = {
        state: 'waiting',
        createdAt: now,
        attempts: 0,
        nextAttemptAt: now,
        claimId: null,
        lastError: null,
        sentAt: null,
      };
      try {
        await mails.updateOne(
          { _id: `${mail.kind}:${mail.causeId}` },
          { $setOnInsert: { ...mail, ...fresh } },
          { upsert: true },
        );
      } catch (error) {
        // Two at once: the other one is the same mail.
        if ((error as { code?: number }).code !== 11_000) throw error;
      }
    },
    async claimDue({ claimId, now, leaseUntil }) {
      const due = { state: 'waiting' as const, nextAttemptAt: mongoose.trusted({ $lte: now }) };
      const claim = { $set: { claimId, nextAttemptAt: leaseUntil }, $inc: { attempts: 1 } };
      const row = await mails
        .findOneAndUpdate(due, claim, { sort: { nextAttemptAt: 1 }, returnDocument: 'after' })
        .lean<MailRow>();
      if (!row) return undefined;
      const { _id, ...rest } = row;
      return { mailId: _id, ...rest, claimId };
    },
    async noteSent({ mailId }, now) {
      // Whoever has the claim by now: it was delivered, and one delivery is enough.
      const sent = { state: 'sent', sentAt: now, claimId: null, lastError: null };
      await mails.updateOne({ _id: mailId }, { $set: sent, $unset: { text: 1, html: 1 } });
    },
    async noteFailure({ mailId, claimId }, { error, ...next }) {
      await mails.updateOne({ _id: mailId, claimId }, { $set: { ...next, claimId: null, lastError: error } });
    },
    count: (state) => mails.countDocuments({ state }),
    async forgetUser(userId) {
      await mails.deleteMany({ userId, state: mongoose.trusted({ $ne: 'sent' }) });
      await mails.updateMany({ userId }, { $set: { to: '' } });
    },
  };
}
