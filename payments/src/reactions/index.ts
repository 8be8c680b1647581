// What payments answers: every state of every order, by one function, because each carries all there is to know.
import type { Handlers } from '@turnout/common/messaging';
import { followOrder } from './follow-order.ts';
import type { FollowOrderDeps } from './follow-order.ts';

export function paymentsReactions(deps: FollowOrderDeps): Handlers {
  const follow = followOrder(deps);
  return {
    OrderCreated: follow,
    OrderUpdated: follow,
    OrderPaid: follow,
    OrderCompleted: follow,
    OrderCancelled: follow,
    OrderExpired: follow,
    OrderRefunded: follow,
  };
}
