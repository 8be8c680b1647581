import { Schema } from 'mongoose';
import type { Connection, PipelineStage } from 'mongoose';
import type { Ticket } from '../domain/ticket.ts';

type TicketRow = Omit<Ticket, 'ticketId'> & { _id: string };

/** Where a page of a holder's tickets ends. */
export interface TicketPosition {
  startsAt: Date;
  orderId: string;
  ordinal: number;
}

export interface TicketPage {
  limit: number;
  eventId?: string | undefined;
  orderId?: string | undefined;
  after?: TicketPosition | undefined;
}

export function createTicketStore(connection: Connection) {
  const schema = new Schema<TicketRow & { turns: number }>(
    {
      _id: String,
      version: Number,
      orderId: String,
      eventId: String,
      ticketTypeId: String,
      ticketTypeName: String,
      userId: String,
      status: String,
      issueNumber: Number,
      ordinal: Number,
      holder: Object,
      createdAt: Date,
      turns: Number,
    },
    { collection: 'tickets', versionKey: false },
  );
  schema.index({ orderId: 1, ordinal: 1 }, { unique: true });
  schema.index({ userId: 1, eventId: 1 });
  const rows = connection.model<TicketRow & { turns: number }>('Ticket', schema);

  return {
    async insertAll(tickets: readonly Ticket[]): Promise<void> {
      await rows.insertMany(
        tickets.map(({ ticketId, ...ticket }) => ({ _id: ticketId, ...ticket, turns: 0 })),
      );
    },

    async replaceAll(tickets: readonly Ticket[]): Promise<void> {
      if (tickets.length === 0) return;
      await rows.bulkWrite(
        tickets.map(({ ticketId, ...ticket }) => ({
          updateOne: { filter: { _id: ticketId }, update: { $set: ticket } },
        })),
      );
    },

    /** Reads tickets and writes on them, so that of two transactions that decide about one, the second decides on what the first left. */
    async takeTurnByOrder(orderId: string): Promise<Ticket[]> {
      await rows.updateMany({ orderId }, { $inc: { turns: 1 } });
      return (await rows.find({ orderId }).sort({ ordinal: 1 }).lean<TicketRow[]>()).map(toTicket);
    },

    async takeTurn(ticketId: string): Promise<Ticket | undefined> {
      const row = await rows.findOneAndUpdate({ _id: ticketId }, { $inc: { turns: 1 } }).lean<TicketRow>();
      return row ? toTicket(row) : undefined;
    },

    async findForHolder(userId: string, ticketId: string): Promise<Ticket | undefined> {
      const row = await rows.findOne({ _id: ticketId, userId }).lean<TicketRow>();
      return row ? toTicket(row) : undefined;
    },

    /** The latest event first; inside it order by order. One more than `limit`. */
    async listForHolder(userId: string, page: TicketPage): Promise<(Ticket & { startsAt: Date })[]> {
      const { eventId, orderId } = page;
      const mine = {
        userId,
        ...(eventId === undefined ? {} : { eventId }),
        ...(orderId === undefined ? {} : { orderId }),
      };
      const stages: PipelineStage[] = [
        { $match: mine },
        { $lookup: { from: 'events', localField: 'eventId', foreignField: '_id', as: 'event' } },
        { $set: { startsAt: { $ifNull: [{ $first: '$event.startsAt' }, new Date(0)] } } },
        { $unset: 'event' },
        ...(page.after ? [{ $match: behind(page.after) }] : []),
        { $sort: { startsAt: -1, orderId: -1, ordinal: 1 } },
        { $limit: page.limit + 1 },
      ];
      const found = await rows.aggregate<TicketRow & { startsAt: Date }>(stages);
      return found.map((row) => ({ ...toTicket(row), startsAt: row.startsAt }));
    },
  };
}

function behind({ startsAt, orderId, ordinal }: TicketPosition) {
  const sameStart = { startsAt, orderId: { $lt: orderId } };
  return {
    $or: [{ startsAt: { $lt: startsAt } }, sameStart, { startsAt, orderId, ordinal: { $gt: ordinal } }],
  };
}

function toTicket({ _id, ...row }: TicketRow): Ticket {
  const {
    version,
    orderId,
    eventId,
    ticketTypeId,
    ticketTypeName,
    userId,
    status,
    issueNumber,
    ordinal,
    holder,
    createdAt,
  } = row;
  const place = { orderId, eventId, ticketTypeId, ticketTypeName, ordinal };
  return { ticketId: _id, version, ...place, userId, status, issueNumber, holder, createdAt };
}
