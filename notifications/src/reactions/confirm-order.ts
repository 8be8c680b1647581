import { isReadyToConfirm, orderConfirmation } from '../domain/mails/order-confirmation.ts';
import type { KnownOrder } from '../store/copy.store.ts';
import { addressOf } from './address-of.ts';
import type { ReactionDeps } from './deps.ts';

/** Queues the confirmation of `order` once, when order, event and all tickets are known; until then another message will ask again. */
export async function confirmOrder(
  { copies, mails, publicUrl, now }: ReactionDeps,
  order: KnownOrder,
): Promise<void> {
  if (order.status !== 'completed' || order.confirmationQueued) return;
  const [event, tickets, to] = await Promise.all([
    copies.findEvent(order.eventId),
    copies.findTicketsOfOrder(order.orderId),
    addressOf(copies, order),
  ]);
  if (!event || !isReadyToConfirm(order, tickets.length)) return;
  const { orderId, userId } = order;
  const content = orderConfirmation({ order, event, tickets, publicUrl });
  if (to) await mails.add({ kind: 'order-confirmation', causeId: orderId, userId, to, ...content }, now());
  await copies.noteConfirmationQueued(orderId);
}
