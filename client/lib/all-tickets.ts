import type { Api } from './api.ts';
import type { Ticket } from './types.ts';

const maxPages = 20;

/** All tickets of the signed-in holder (of one order, when it is named), page by page. */
export async function allTickets(api: Api, orderId?: string): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const { items, nextCursor } = await api.tickets({
      ...(orderId ? { orderId } : {}),
      ...(cursor ? { cursor } : {}),
    });
    tickets.push(...items);
    if (!nextCursor) break;
    cursor = nextCursor;
  }
  return tickets;
}
