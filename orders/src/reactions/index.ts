// What the orders service answers: the table of contents.
import type { Handlers } from '@turnout/common/messaging';
import { applyCharge } from './apply-charge.ts';
import { completeOrderOnTicket } from './complete-order-on-ticket.ts';
import type { ReactionDeps } from './deps.ts';
import { expireOrderOnExpirationDue } from './expire-order-on-expiration-due.ts';
import { followEvent } from './follow-event.ts';
import { followTicketType } from './follow-ticket-type.ts';

export function ordersReactions(deps: ReactionDeps): Handlers {
  return {
    EventCreated: followEvent(deps),
    EventUpdated: followEvent(deps),
    EventCancelled: followEvent(deps),
    TicketTypeCreated: followTicketType(deps),
    TicketTypeUpdated: followTicketType(deps),
    PromoCodeUpdated: async ({ data }) => void (await deps.copies.keepPromoCode(data)),
    TicketCreated: completeOrderOnTicket(deps),
    TicketUpdated: completeOrderOnTicket(deps),
    CheckInRecorded: async ({ data }) => void (await deps.copies.keepCheckIn(data)),
    ChargeCreated: applyCharge(deps),
    ChargeFailed: applyCharge(deps),
    ChargeRefunded: applyCharge(deps),
    ExpirationDue: expireOrderOnExpirationDue(deps),
  };
}
