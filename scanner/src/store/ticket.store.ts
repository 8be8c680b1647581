// Tickets as their owner tells of them, and beside each the one thing that is ours: where its holder is. One document,
// so that a refund and a scan of the same ticket cannot both pass unseen.
import { keepNewest } from '@turnout/common/outbox';
import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import { neverSeen } from '../domain/presence.ts';
import type { Presence } from '../domain/presence.ts';
import type { DoorTicket } from '../domain/ticket.ts';

type TicketRow = Omit<DoorTicket, 'ticketId'> & { _id: string; presence?: Presence };

export interface TicketAtDoor {
  ticket: DoorTicket;
  presence: Presence;
}

export interface DoorCounts {
  /** That can still be admitted, or were. */
  tickets: number;
  inside: number;
  /** Let in at least once. */
  admitted: number;
}

export function createTicketStore(connection: Connection) {
  const schema = new Schema<TicketRow>(
    {
      _id: String,
      version: Number,
      orderId: String,
      eventId: String,
      ticketTypeId: String,
      ticketTypeName: String,
      status: String,
      issueNumber: Number,
      holder: Object,
      presence: new Schema<Presence>(
        {
          version: Number,
          inside: Boolean,
          admissions: Number,
          admittedBy: Object,
          movedBy: String,
        },
        { _id: false },
      ),
    },
    { collection: 'tickets', versionKey: false },
  );
  schema.index({ eventId: 1, status: 1 });
  schema.index({ eventId: 1, 'presence.admissions': 1, 'presence.inside': 1 });
  const rows = connection.model<TicketRow>('Ticket', schema);

  return {
    async keep({ ticketId, ...ticket }: DoorTicket): Promise<void> {
      await keepNewest(rows, { _id: ticketId, ...ticket });
    },

    async find(ticketId: string): Promise<TicketAtDoor | undefined> {
      const row = await rows.findById(ticketId).lean<TicketRow>();
      return row ? toTicketAtDoor(row) : undefined;
    },

    /** Moves the holder from `before` to `after`, inside a transaction; throws when `before` is not how it is. */
    async move(ticketId: string, { before, after }: { before: Presence; after: Presence }): Promise<void> {
      const version = before.version === 0 ? null : before.version;
      const { modifiedCount } = await rows.updateOne(
        { _id: ticketId, 'presence.version': version },
        { $set: { presence: after } },
      );
      if (modifiedCount !== 1) throw new Error(`ticket ${ticketId} moved meanwhile`);
    },

    async count(eventId: string): Promise<DoorCounts> {
      const seen = mongoose.trusted({ $gt: 0 });
      const [tickets, admitted, inside] = await Promise.all([
        rows.countDocuments({ eventId, status: mongoose.trusted({ $in: ['active', 'used'] }) }),
        rows.countDocuments({ eventId, 'presence.admissions': seen }),
        rows.countDocuments({ eventId, 'presence.admissions': seen, 'presence.inside': true }),
      ]);
      return { tickets, inside, admitted };
    },
  };
}

function toTicketAtDoor({ _id, presence, ...ticket }: TicketRow): TicketAtDoor {
  return { ticket: { ticketId: _id, ...ticket }, presence: presence ?? neverSeen };
}
