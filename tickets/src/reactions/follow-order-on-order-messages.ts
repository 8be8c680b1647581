import type { OrderState } from '@turnout/common/messages';
import { followOrder, ticketsOf, toFollowedOrder, toTicketMessage } from '../domain/ticket.ts';
import type { ReactionDeps } from './reaction-deps.ts';

/** An order only comes to these before it was ever paid. */
const hasNoTickets = new Set<OrderState['status']>(['draft', 'pending_payment', 'expired']);

/**
 * Issues the tickets of a paid order and keeps them true to it afterwards. The state decides, not the message's name; what is
 * older than the copy is ignored, so a late OrderPaid brings no ticket back.
 */
export function followOrderOnOrderMessages({ store, outbox, now }: ReactionDeps) {
  return async ({ data }: { data: OrderState }): Promise<void> => {
    const order = toFollowedOrder(data);
    if (hasNoTickets.has(order.status)) return;
    await outbox.commit(async ({ publish }) => {
      if (!(await store.copies.keepOrder(order))) return;
      const tickets = await store.tickets.takeTurnByOrder(order.orderId);
      const changed = followOrder(tickets, order);
      await store.tickets.replaceAll(changed);
      const known = new Set(tickets.map((ticket) => ticket.ticketId));
      const issued =
        order.status === 'paid'
          ? ticketsOf(order, now()).filter((ticket) => !known.has(ticket.ticketId))
          : [];
      await store.tickets.insertAll(issued);
      publish(...[...changed, ...issued].map(toTicketMessage));
    });
  };
}
