import type { TicketState } from '@turnout/common/messages';
import { ticketCountOf } from '../domain/order.ts';
import type { ReactionDeps } from './deps.ts';

/** Keeps the ticket; the one that makes the set whole completes its order. */
export const completeOrderOnTicket =
  ({ ledger, orders, copies }: ReactionDeps) =>
  async ({ data: ticket }: { data: TicketState }): Promise<void> => {
    await copies.keepTicket(ticket);
    const order = await orders.find(ticket.orderId);
    if (order?.status !== 'paid') return;
    const tickets = await copies.listTicketsOfOrder(order.orderId);
    if (tickets.length >= ticketCountOf(order))
      await ledger.execute(order.eventId, { kind: 'complete', orderId: order.orderId });
  };
