import type { TicketTypeState } from '@turnout/common/messages';
import type { Deps } from '../deps.ts';

/** Knows the keys that an event's codes verify against. A key stays good for the tickets it signed, so keys are only added. */
export function keepKeyOnTicketTypeMessages({ store }: Pick<Deps, 'store'>) {
  return async ({ data }: { data: TicketTypeState }): Promise<void> => {
    await store.keys.keep(data.eventId, data.signingKey);
  };
}
