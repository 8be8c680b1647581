import type { Message } from '@turnout/common/messages';
import { confirmOrder } from './confirm-order.ts';
import type { ReactionDeps } from './deps.ts';

const ordersAtMost = 1_000;

/** Orders that were completed before their event was known here are confirmed now. */
export const keepEventOnEventChanged =
  (deps: ReactionDeps) =>
  async ({ data }: Message<'EventCreated' | 'EventUpdated' | 'EventCancelled'>): Promise<void> => {
    await deps.copies.keepEvent(data);
    for (const order of await deps.copies.findUnconfirmed(data.eventId, ordersAtMost))
      await confirmOrder(deps, order);
  };
