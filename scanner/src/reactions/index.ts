// What this service answers: it keeps what a gate must know, so that it asks nobody.
import type { Handlers } from '@turnout/common/messaging';
import type { Deps } from '../deps.ts';
import { keepEventOnEventMessages } from './keep-event-on-event-messages.ts';
import { keepKeyOnTicketTypeMessages } from './keep-key-on-ticket-type-messages.ts';
import { keepTicketOnTicketMessages } from './keep-ticket-on-ticket-messages.ts';

export function scannerReactions(deps: Pick<Deps, 'store'>): Handlers {
  const keepEvent = keepEventOnEventMessages(deps);
  const keepKey = keepKeyOnTicketTypeMessages(deps);
  const keepTicket = keepTicketOnTicketMessages(deps);
  return {
    EventCreated: keepEvent,
    EventUpdated: keepEvent,
    EventCancelled: keepEvent,
    TicketTypeCreated: keepKey,
    TicketTypeUpdated: keepKey,
    TicketCreated: keepTicket,
    TicketUpdated: keepTicket,
  };
}
