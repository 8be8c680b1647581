import type { CheckInState } from '@turnout/common/messages';
import { followCheckIns, followOrder, toTicketMessage } from '../domain/ticket.ts';
import type { ReactionDeps } from './reaction-deps.ts';

/** A ticket that got someone in is used; once that is undone, it is what its order says. */
export function useTicketOnCheckInRecorded({ store, outbox }: ReactionDeps) {
  return async ({ data: checkIn }: { data: CheckInState }): Promise<void> => {
    await outbox.commit(async ({ publish }) => {
      if (!(await store.copies.keepCheckIn(checkIn))) return;
      const ticket = await store.tickets.takeTurn(checkIn.ticketId);
      if (!ticket) return;
      const changed = followCheckIns(ticket, await store.copies.listCheckIns(checkIn.ticketId));
      if (!changed) return;
      const order = await store.copies.findOrder(changed.orderId);
      const [followed = changed] = order ? followOrder([changed], order) : [];
      await store.tickets.replaceAll([followed]);
      publish(toTicketMessage(followed));
    });
  };
}
