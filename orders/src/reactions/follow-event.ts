import type { EventState } from '@turnout/common/messages';
import type { ReactionDeps } from './deps.ts';

/** Keeps the event. A cancelled one sells nothing more from this commit on; then every order it has is ended or given back. */
export const followEvent =
  ({ ledger, orders, copies }: ReactionDeps) =>
  async ({ data }: { data: EventState }): Promise<void> => {
    await copies.keepEvent(data);
    const event = await copies.findEvent(data.eventId);
    if (event?.status !== 'cancelled') return;
    await ledger.execute(event.eventId, { kind: 'close-sales' });
    const orderIds = await orders.listUnfinished(event.eventId);
    await Promise.all(
      orderIds.map((orderId) => ledger.execute(event.eventId, { kind: 'end-for-cancelled-event', orderId })),
    );
  };
