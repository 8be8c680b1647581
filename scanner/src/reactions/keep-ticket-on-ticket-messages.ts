import type { TicketState } from '@turnout/common/messages';
import type { Deps } from '../deps.ts';
import { toDoorTicket } from '../domain/ticket.ts';

/** Knows every ticket in its newest state; from then on a refunded or replaced one is refused. */
export function keepTicketOnTicketMessages({ store }: Pick<Deps, 'store'>) {
  return async ({ data }: { data: TicketState }): Promise<void> => {
    await store.tickets.keep(toDoorTicket(data));
  };
}
