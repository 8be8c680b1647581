import type { Message } from '@turnout/common/messages';
import { confirmOrder } from './confirm-order.ts';
import type { ReactionDeps } from './deps.ts';
import { tellOfOffer } from './mail-waiting-on-waiting-list-updated.ts';

const atMost = 1_000;

/** Orders that were completed, and tickets that were offered, before their event was known here are told of now. */
export const keepEventOnEventChanged =
  (deps: ReactionDeps) =>
  async ({ data }: Message<'EventCreated' | 'EventUpdated' | 'EventCancelled'>): Promise<void> => {
    await deps.copies.keepEvent(data);
    for (const order of await deps.copies.findUnconfirmed(data.eventId, atMost))
      await confirmOrder(deps, order);
    for (const entry of await deps.waiting.findUntold(data.eventId, atMost)) await tellOfOffer(deps, entry);
  };
