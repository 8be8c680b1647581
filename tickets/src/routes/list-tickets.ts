import { AppError } from '@turnout/common/errors';
import { decodeCursor, pageQuery, param, route, toPage } from '@turnout/common/http';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { TicketPosition } from '../store/ticket.store.ts';
import { ticketBody, toTicketBodies } from './ticket-body.ts';

export const listTickets = (deps: Pick<Deps, 'store'>) =>
  route({
    method: 'get',
    path: '/api/tickets',
    summary: 'My tickets, the latest event first',
    access: 'user',
    query: { eventId: param.id().optional(), orderId: param.id().optional(), ...pageQuery },
    answers: z.object({ items: z.array(ticketBody), nextCursor: z.string().nullable() }),
    handler: async ({ user, query: { limit, cursor, ...filter } }) => {
      const after = cursor === undefined ? undefined : toPosition(cursor);
      const found = await deps.store.tickets.listForHolder(user.userId, { ...filter, limit, after });
      const page = toPage(found, {
        limit,
        positionOf: (ticket) => [ticket.startsAt.getTime(), ticket.orderId, ticket.ordinal],
      });
      const tickets = page.items.map(({ startsAt: _startsAt, ...ticket }) => ticket);
      return { status: 200, body: { ...page, items: await toTicketBodies(deps, tickets) } };
    },
  });

function toPosition(cursor: string): TicketPosition {
  const [time, orderId, ordinal] = decodeCursor(cursor, 3);
  const startsAt = new Date(Number(time));
  if (!Number.isNaN(startsAt.getTime()))
    return { startsAt, orderId: String(orderId), ordinal: Number(ordinal) };
  throw AppError.badInput([
    { message: 'cursor must be the nextCursor of an earlier answer', code: 'field-invalid', field: 'cursor' },
  ]);
}
