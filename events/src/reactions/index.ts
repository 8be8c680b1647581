// What this service answers.
import type { Handlers } from '@turnout/common/messaging';
import type { Deps } from '../deps.ts';
import { keepPromoterOnUserMessages } from './keep-promoter-on-user-messages.ts';

export function eventsReactions(deps: Pick<Deps, 'store' | 'outbox'>): Handlers {
  const keepPromoter = keepPromoterOnUserMessages(deps);
  return { UserCreated: keepPromoter, UserUpdated: keepPromoter, UserDeleted: keepPromoter };
}
