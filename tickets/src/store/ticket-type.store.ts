import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { TicketType } from '../domain/ticket-type.ts';

type TypeRow = Omit<TicketType, 'ticketTypeId'> & { _id: string };

export function createTicketTypeStore(connection: Connection) {
  const schema = new Schema<TypeRow>(
    {
      _id: String,
      version: Number,
      eventId: String,
      promoterId: String,
      name: String,
      description: String,
      priceCents: Number,
      currency: String,
      capacity: Number,
      admits: Number,
      minPerOrder: Number,
      maxPerOrder: Number,
      salesStartAt: Date,
      salesEndAt: Date,
      hidden: Boolean,
    },
    { collection: 'ticket_types', versionKey: false },
  );
  schema.index({ eventId: 1, _id: 1 });
  const rows = connection.model<TypeRow>('TicketType', schema);

  return {
    async insert(type: TicketType): Promise<void> {
      await rows.insertMany([toRow(type)]);
    },

    /** Writes `type` over its version `replaces`. False when there is another version now. */
    async replace(type: TicketType, replaces: number): Promise<boolean> {
      const { _id, ...rest } = toRow(type);
      const result = await rows.updateOne({ _id, version: replaces }, { $set: rest });
      return result.matchedCount === 1;
    },

    async findForPromoter(promoterId: string, ticketTypeId: string): Promise<TicketType | undefined> {
      const row = await rows.findOne({ _id: ticketTypeId, promoterId }).lean<TypeRow>();
      return row ? toType(row) : undefined;
    },

    countOfEvent: (eventId: string): Promise<number> => rows.countDocuments({ eventId }),

    /** In the order they were made. One more than `limit`. */
    async listOfEvent(
      eventId: string,
      page: { limit: number; afterId?: string | undefined },
    ): Promise<TicketType[]> {
      const younger = page.afterId === undefined ? {} : { _id: mongoose.trusted({ $gt: page.afterId }) };
      const found = await rows
        .find({ eventId, ...younger })
        .sort({ _id: 1 })
        .limit(page.limit + 1)
        .lean<TypeRow[]>();
      return found.map(toType);
    },
  };
}

function toRow({ ticketTypeId, ...type }: TicketType): TypeRow {
  return { _id: ticketTypeId, ...type };
}

function toType({ _id, ...type }: TypeRow): TicketType {
  return { ticketTypeId: _id, ...type };
}
