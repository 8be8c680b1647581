import { AppError } from '@turnout/common/errors';
import { param, route } from '@turnout/common/http';
import type { Ticket } from '../domain/ticket.ts';
import type { Deps } from '../deps.ts';
import { ticketBody, toTicketBodies } from './ticket-body.ts';
import type { TicketBody } from './ticket-body.ts';

export const getTicket = (deps: Pick<Deps, 'store'>) =>
  route({
    method: 'get',
    path: '/api/tickets/:id',
    summary: 'One of my tickets',
    access: 'user',
    params: { id: param.id() },
    answers: ticketBody,
    handler: async ({ user, path }) => {
      const ticket = await ticketOf(deps, user.userId, path.id);
      return { status: 200, body: await toTicketBody(deps, ticket) };
    },
  });

export async function ticketOf(
  { store }: Pick<Deps, 'store'>,
  userId: string,
  ticketId: string,
): Promise<Ticket> {
  const ticket = await store.tickets.findForHolder(userId, ticketId);
  if (!ticket) throw new AppError('not-found', 'ticket-not-found', 'There is no such ticket.');
  return ticket;
}

export async function toTicketBody(deps: Pick<Deps, 'store'>, ticket: Ticket): Promise<TicketBody> {
  const [body] = await toTicketBodies(deps, [ticket]);
  if (!body) throw new Error('one ticket gives one body');
  return body;
}
