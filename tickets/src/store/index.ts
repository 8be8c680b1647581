import type { Connection } from 'mongoose';
import { createCopyStore } from './copy.store.ts';
import { createPromoCodeStore } from './promo-code.store.ts';
import { createSaleStore } from './sale.store.ts';
import { createTicketTypeStore } from './ticket-type.store.ts';
import { createTicketStore } from './ticket.store.ts';
import type { KeySeal } from './key-seal.ts';

export type TicketsStore = ReturnType<typeof createTicketsStore>;

/** Registers every model of the service on `connection`. */
export function createTicketsStore(connection: Connection, seal: KeySeal) {
  return {
    copies: createCopyStore(connection),
    sales: createSaleStore(connection, seal),
    ticketTypes: createTicketTypeStore(connection),
    promoCodes: createPromoCodeStore(connection),
    tickets: createTicketStore(connection),
  };
}
