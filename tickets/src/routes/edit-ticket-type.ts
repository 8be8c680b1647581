import { AppError } from '@turnout/common/errors';
import { given, param, route } from '@turnout/common/http';
import { signingKeyOf } from '../domain/event-sale.ts';
import { editTicketType, toTicketTypeState } from '../domain/ticket-type.ts';
import type { TicketType, TicketTypeDetails } from '../domain/ticket-type.ts';
import type { Deps } from '../deps.ts';
import { changedMeanwhile, openEventOf } from './known.ts';
import { ticketTypeBody, ticketTypeChanges, toTicketTypeBody } from './ticket-type-body.ts';

const maxTries = 5;

export const editTicketTypeRoute = (deps: Deps) =>
  route({
    method: 'patch',
    path: '/api/ticket-types/:id',
    summary: 'Change a ticket type; with `version`, only if it is still the one that was read',
    access: 'promoter',
    params: { id: param.id() },
    body: ticketTypeChanges,
    answers: ticketTypeBody,
    handler: async ({ user: { userId }, path, body }) => {
      const { version, ...sent } = body;
      for (let attempt = 1; attempt <= maxTries; attempt += 1) {
        const type = await deps.store.ticketTypes.findForPromoter(userId, path.id);
        if (!type) throw new AppError('not-found', 'ticket-type-not-found', 'There is no such ticket type.');
        await openEventOf(deps, userId, type.eventId);
        if (version !== undefined && version !== type.version) throw changedMeanwhile();
        const stock = await deps.store.copies.findStock(type.eventId);
        const changes: Partial<TicketTypeDetails> = given(sent);
        const edited = editTicketType(
          type,
          changes,
          stock.find((line) => line.ticketTypeId === path.id),
        );
        if (edited === type || (await replace(deps, edited, type.version))) {
          return { status: 200, body: toTicketTypeBody(edited, stock) };
        }
      }
      throw changedMeanwhile();
    },
  });

/** False when someone else was faster. */
async function replace({ store, outbox }: Deps, type: TicketType, replaces: number): Promise<boolean> {
  return outbox.commit(async ({ publish }) => {
    if (!(await store.ticketTypes.replace(type, replaces))) return false;
    const sale = await store.sales.find(type.eventId);
    if (!sale) throw new Error(`event ${type.eventId} sells tickets without a signing key`);
    const data = toTicketTypeState(type, signingKeyOf(sale));
    publish({ type: 'TicketTypeUpdated', aggregateId: type.ticketTypeId, version: type.version, data });
    return true;
  });
}
