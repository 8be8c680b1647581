import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { PromoCode } from '../domain/promo-code.ts';

type CodeRow = Omit<PromoCode, 'promoCodeId'> & { _id: string };

export function createPromoCodeStore(connection: Connection) {
  const schema = new Schema<CodeRow>(
    {
      _id: String,
      version: Number,
      eventId: String,
      promoterId: String,
      code: String,
      percentOff: Number,
      amountOffCents: Number,
      maxUses: Number,
      validFrom: Date,
      validUntil: Date,
      ticketTypeIds: [String],
      unlocksHidden: Boolean,
      active: Boolean,
    },
    { collection: 'promo_codes', versionKey: false },
  );
  schema.index({ eventId: 1, code: 1 }, { unique: true });
  const rows = connection.model<CodeRow>('PromoCode', schema);

  return {
    /** Throws {@link isCodeTaken} errors. */
    async insert(promoCode: PromoCode): Promise<void> {
      await rows.insertMany([toRow(promoCode)]);
    },

    /** Writes `promoCode` over its version `replaces`. False when there is another version now. */
    async replace(promoCode: PromoCode, replaces: number): Promise<boolean> {
      const { _id, ...rest } = toRow(promoCode);
      const result = await rows.updateOne({ _id, version: replaces }, { $set: rest });
      return result.matchedCount === 1;
    },

    async findForPromoter(promoterId: string, promoCodeId: string): Promise<PromoCode | undefined> {
      const row = await rows.findOne({ _id: promoCodeId, promoterId }).lean<CodeRow>();
      return row ? toPromoCode(row) : undefined;
    },

    async findByCode(eventId: string, code: string): Promise<PromoCode | undefined> {
      const row = await rows.findOne({ eventId, code }).lean<CodeRow>();
      return row ? toPromoCode(row) : undefined;
    },

    /** Newest first. One more than `limit`. */
    async listForPromoter(
      promoterId: string,
      page: { eventId: string; limit: number; afterId?: string | undefined },
    ): Promise<PromoCode[]> {
      const older = page.afterId === undefined ? {} : { _id: mongoose.trusted({ $lt: page.afterId }) };
      const mine = { promoterId, eventId: page.eventId, ...older };
      const found = await rows
        .find(mine)
        .sort({ _id: -1 })
        .limit(page.limit + 1)
        .lean<CodeRow[]>();
      return found.map(toPromoCode);
    },
  };
}

/** True for the error of an insert whose event has that code already. */
export function isCodeTaken(error: unknown): boolean {
  return (error as { code?: number }).code === 11_000;
}

function toRow({ promoCodeId, ...promoCode }: PromoCode): CodeRow {
  return { _id: promoCodeId, ...promoCode };
}

function toPromoCode({ _id, ...promoCode }: CodeRow): PromoCode {
  return { promoCodeId: _id, ...promoCode };
}
