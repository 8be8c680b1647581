import type { Message } from '@turnout/common/messages';
import { orderRefunded } from '../domain/mails/order-refunded.ts';
import type { KnownOrder } from '../store/copy.store.ts';
import { addressOf } from './address-of.ts';
import { confirmOrder } from './confirm-order.ts';
import type { ReactionDeps } from './deps.ts';

type OrderMessage = Message<
  | 'OrderCreated'
  | 'OrderUpdated'
  | 'OrderPaid'
  | 'OrderCompleted'
  | 'OrderCancelled'
  | 'OrderExpired'
  | 'OrderRefunded'
>;

/** Acts on the newest state of the order that is known, whatever message it came with. */
export const mailBuyerOnOrderChanged =
  (deps: ReactionDeps) =>
  async ({ data }: OrderMessage): Promise<void> => {
    await deps.copies.keepOrder(data);
    const order = await deps.copies.findOrder(data.orderId);
    if (!order) return;
    await confirmOrder(deps, order);
    await tellOfRefunds(deps, order);
  };

async function tellOfRefunds(
  { copies, mails, publicUrl, now }: ReactionDeps,
  order: KnownOrder,
): Promise<void> {
  const done = order.refunds.filter((refund) => refund.status === 'done');
  const to = done.length > 0 ? await addressOf(copies, order) : undefined;
  if (!to) return;
  for (const refund of done) {
    const content = orderRefunded({ order, refund, publicUrl });
    await mails.add(
      { kind: 'order-refunded', causeId: refund.refundId, userId: order.userId, to, ...content },
      now(),
    );
  }
}
