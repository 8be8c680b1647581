import type { EventState } from '@turnout/common/messages';
import { toSoldEvent } from '../domain/event-sale.ts';
import type { ReactionDeps } from './reaction-deps.ts';

/** Knows who may sell tickets for what, and what a ticket is for. */
export function keepEventOnEventMessages({ store }: Pick<ReactionDeps, 'store'>) {
  return async ({ data }: { data: EventState }): Promise<void> => {
    await store.copies.keepEvent(toSoldEvent(data));
  };
}
