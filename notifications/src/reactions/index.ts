// What this service answers, and how.
import type { Handlers } from '@turnout/common/messaging';
import { confirmOrderOnTicketChanged } from './confirm-order-on-ticket-changed.ts';
import type { ReactionDeps } from './deps.ts';
import { forgetUserOnUserDeleted } from './forget-user-on-user-deleted.ts';
import { keepEventOnEventChanged } from './keep-event-on-event-changed.ts';
import { keepUserOnUserUpdated } from './keep-user-on-user-updated.ts';
import { mailBuyerOnOrderChanged } from './mail-buyer-on-order-changed.ts';
import { mailWaitingOnWaitingListUpdated } from './mail-waiting-on-waiting-list-updated.ts';
import { welcomeUserOnUserCreated } from './welcome-user-on-user-created.ts';

/** Each keeps its copy first and then looks whether a mail is due: whichever of the messages comes last sees all the others. */
export function notificationsReactions(deps: ReactionDeps): Handlers {
  const order = mailBuyerOnOrderChanged(deps);
  const ticket = confirmOrderOnTicketChanged(deps);
  const event = keepEventOnEventChanged(deps);
  return {
    UserCreated: welcomeUserOnUserCreated(deps),
    UserUpdated: keepUserOnUserUpdated(deps),
    UserDeleted: forgetUserOnUserDeleted(deps),
    EventCreated: event,
    EventUpdated: event,
    EventCancelled: event,
    OrderCreated: order,
    OrderUpdated: order,
    OrderPaid: order,
    OrderCompleted: order,
    OrderCancelled: order,
    OrderExpired: order,
    OrderRefunded: order,
    TicketCreated: ticket,
    TicketUpdated: ticket,
    WaitingListUpdated: mailWaitingOnWaitingListUpdated(deps),
  };
}
