// What the expiration service answers: every Order* message sets or clears the order's timer.
import type { OrderState } from '@turnout/common/messages';
import type { Handlers } from '@turnout/common/messaging';
import type { Timers } from './timers.ts';

export function expirationReactions(timers: Pick<Timers, 'set' | 'clear'>): Handlers {
  const follow = async ({
    data: { orderId, eventId, expiresAt, status },
  }: {
    data: OrderState;
  }): Promise<void> => {
    if (status === 'draft' || status === 'pending_payment') await timers.set({ orderId, eventId, expiresAt });
    else await timers.clear(orderId);
  };
  return {
    OrderCreated: follow,
    OrderPaid: follow,
    OrderCompleted: follow,
    OrderCancelled: follow,
    OrderExpired: follow,
    OrderRefunded: follow,
  };
}
