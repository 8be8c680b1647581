// What this service answers.
import type { Handlers } from '@turnout/common/messaging';
import { followOrderOnOrderMessages } from './follow-order-on-order-messages.ts';
import { keepEventOnEventMessages } from './keep-event-on-event-messages.ts';
import { keepStockOnInventoryUpdated } from './keep-stock-on-inventory-updated.ts';
import type { ReactionDeps } from './reaction-deps.ts';
import { useTicketOnCheckInRecorded } from './use-ticket-on-check-in-recorded.ts';

export function ticketsReactions(deps: ReactionDeps): Handlers {
  const keepEvent = keepEventOnEventMessages(deps);
  const followOrder = followOrderOnOrderMessages(deps);
  return {
    EventCreated: keepEvent,
    EventUpdated: keepEvent,
    EventCancelled: keepEvent,
    InventoryUpdated: keepStockOnInventoryUpdated(deps),
    OrderPaid: followOrder,
    OrderUpdated: followOrder,
    OrderCompleted: followOrder,
    OrderCancelled: followOrder,
    OrderExpired: followOrder,
    OrderRefunded: followOrder,
    CheckInRecorded: useTicketOnCheckInRecorded(deps),
  };
}
