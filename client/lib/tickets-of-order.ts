import type { Api } from './api.ts';
import type { Ticket } from './types.ts';

const maxPages = 20;

/** All tickets of the signed-in holder, page by page. */
export async function allTickets(api: Api): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const { items, nextCursor } = await api.tickets(cursor);
    tickets.push(...items);
    if (!nextCursor) break;
    cursor = nextCursor;
  }
  return tickets;
}

export async function ticketsOfOrder(api: Api, orderId: string): Promise<Ticket[]> {
  return (await allTickets(api)).filter((ticket) => ticket.orderId === orderId);
}
