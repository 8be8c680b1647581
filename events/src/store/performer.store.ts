import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Performer } from '../domain/performer.ts';

type PerformerRow = Omit<Performer, 'performerId'> & { _id: string };

export function createPerformerStore(connection: Connection) {
  const schema = new Schema<PerformerRow>(
    {
      _id: String,
      promoterId: String,
      name: String,
      description: String,
      imageUrl: String,
      websiteUrl: String,
    },
    { collection: 'performers', versionKey: false },
  );
  schema.index({ promoterId: 1, _id: -1 });
  const rows = connection.model<PerformerRow>('Performer', schema);

  return {
    async insert({ performerId, ...performer }: Performer): Promise<void> {
      await rows.insertMany([{ _id: performerId, ...performer }]);
    },

    /** Undefined when the promoter has no such performer. */
    async updateForPromoter(
      promoterId: string,
      performerId: string,
      changes: Partial<Performer>,
    ): Promise<Performer | undefined> {
      const options = { returnDocument: 'after' } as const;
      const row = await rows
        .findOneAndUpdate({ _id: performerId, promoterId }, { $set: changes }, options)
        .lean<PerformerRow>();
      return row ? toPerformer(row) : undefined;
    },

    async findForPromoter(promoterId: string, performerId: string): Promise<Performer | undefined> {
      const row = await rows.findOne({ _id: performerId, promoterId }).lean<PerformerRow>();
      return row ? toPerformer(row) : undefined;
    },

    /** Newest first. One more than `limit`. */
    async listForPromoter(
      promoterId: string,
      page: { limit: number; afterId?: string | undefined },
    ): Promise<Performer[]> {
      const older = page.afterId === undefined ? {} : { _id: mongoose.trusted({ $lt: page.afterId }) };
      const found = await rows
        .find({ promoterId, ...older })
        .sort({ _id: -1 })
        .limit(page.limit + 1)
        .lean<PerformerRow[]>();
      return found.map(toPerformer);
    },

    /** For showing beside events, which name who is on stage. */
    async findAll(performerIds: string[]): Promise<Performer[]> {
      const found = await rows.find({ _id: mongoose.trusted({ $in: performerIds }) }).lean<PerformerRow[]>();
      return found.map(toPerformer);
    },
  };
}

function toPerformer({ _id, ...performer }: PerformerRow): Performer {
  return { performerId: _id, ...performer };
}
