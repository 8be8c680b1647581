import type { EventState } from '@turnout/common/messages';
import type { Deps } from '../deps.ts';
import { toDoorEvent } from '../domain/door-event.ts';

/** Knows whose door it is, until when it is open, and whether people may come back. */
export function keepEventOnEventMessages({ store }: Pick<Deps, 'store'>) {
  return async ({ data }: { data: EventState }): Promise<void> => {
    await store.events.keep(toDoorEvent(data));
  };
}
