import type { Message } from '@turnout/common/messages';
import { confirmOrder } from './confirm-order.ts';
import type { ReactionDeps } from './deps.ts';

export const confirmOrderOnTicketChanged =
  (deps: ReactionDeps) =>
  async ({ data }: Message<'TicketCreated' | 'TicketUpdated'>): Promise<void> => {
    await deps.copies.keepTicket(data);
    const order = await deps.copies.findOrder(data.orderId);
    if (order) await confirmOrder(deps, order);
  };
