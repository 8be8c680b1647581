import { createApp } from '@turnout/common/http';
import type { AppOptions } from '@turnout/common/http';
import type { Express } from 'express';
import type { Deps } from './deps.ts';
import { createPromoCodeRoute } from './routes/create-promo-code.ts';
import { createTicketTypeRoute } from './routes/create-ticket-type.ts';
import { editPromoCodeRoute } from './routes/edit-promo-code.ts';
import { editTicketTypeRoute } from './routes/edit-ticket-type.ts';
import { getTicket } from './routes/get-ticket.ts';
import { getTicketQrPng, getTicketQrSvg } from './routes/get-ticket-qr.ts';
import { listPromoCodes } from './routes/list-promo-codes.ts';
import { listTicketTypes } from './routes/list-ticket-types.ts';
import { listTickets } from './routes/list-tickets.ts';

type TicketsAppDeps = Deps & Omit<AppOptions, 'name' | 'routes'>;

export function createTicketsApp(deps: TicketsAppDeps): Express {
  return createApp({
    ...deps,
    name: 'tickets',
    routes: [
      createTicketTypeRoute(deps),
      listTicketTypes(deps),
      editTicketTypeRoute(deps),
      createPromoCodeRoute(deps),
      listPromoCodes(deps),
      editPromoCodeRoute(deps),
      listTickets(deps),
      getTicket(deps),
      getTicketQrSvg(deps),
      getTicketQrPng(deps),
    ],
  });
}
