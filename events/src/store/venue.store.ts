import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Venue } from '../domain/venue.ts';

type VenueRow = Omit<Venue, 'venueId'> & { _id: string };

export function createVenueStore(connection: Connection) {
  const schema = new Schema<VenueRow>(
    { _id: String, promoterId: String, name: String, address: String, city: String, country: String },
    { collection: 'venues', versionKey: false },
  );
  schema.index({ promoterId: 1, _id: -1 });
  const rows = connection.model<VenueRow>('Venue', schema);

  return {
    async insert({ venueId, ...venue }: Venue): Promise<void> {
      await rows.insertMany([{ _id: venueId, ...venue }]);
    },

    /** Undefined when the promoter has no such venue. */
    async updateForPromoter(
      promoterId: string,
      venueId: string,
      changes: Partial<Venue>,
    ): Promise<Venue | undefined> {
      const options = { returnDocument: 'after' } as const;
      const row = await rows
        .findOneAndUpdate({ _id: venueId, promoterId }, { $set: changes }, options)
        .lean<VenueRow>();
      return row ? toVenue(row) : undefined;
    },

    async findForPromoter(promoterId: string, venueId: string): Promise<Venue | undefined> {
      const row = await rows.findOne({ _id: venueId, promoterId }).lean<VenueRow>();
      return row ? toVenue(row) : undefined;
    },

    /** Newest first. One more than `limit`. */
    async listForPromoter(
      promoterId: string,
      page: { limit: number; afterId?: string | undefined },
    ): Promise<Venue[]> {
      const older = page.afterId === undefined ? {} : { _id: mongoose.trusted({ $lt: page.afterId }) };
      const found = await rows
        .find({ promoterId, ...older })
        .sort({ _id: -1 })
        .limit(page.limit + 1)
        .lean<VenueRow[]>();
      return found.map(toVenue);
    },

    /** For showing beside events, which are public where they take place. */
    async findAll(venueIds: string[]): Promise<Venue[]> {
      const found = await rows.find({ _id: mongoose.trusted({ $in: venueIds }) }).lean<VenueRow[]>();
      return found.map(toVenue);
    },
  };
}

function toVenue({ _id, ...venue }: VenueRow): Venue {
  return { venueId: _id, ...venue };
}
