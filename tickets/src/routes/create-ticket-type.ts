import { AppError } from '@turnout/common/errors';
import { route } from '@turnout/common/http';
import { refuseOtherCurrency, signingKeyOf } from '../domain/event-sale.ts';
import { createTicketType, toTicketTypeState } from '../domain/ticket-type.ts';
import type { TicketType } from '../domain/ticket-type.ts';
import type { Deps } from '../deps.ts';
import { openEventOf } from './known.ts';
import { newTicketType, ticketTypeBody, toTicketTypeBody } from './ticket-type-body.ts';

const maxTypesPerEvent = 100;
const defaultMaxPerOrder = 10;

export const createTicketTypeRoute = (deps: Deps) =>
  route({
    method: 'post',
    path: '/api/ticket-types',
    summary: 'Put a kind of ticket on sale',
    access: 'promoter',
    body: newTicketType,
    answers: ticketTypeBody,
    handler: async ({ user, body }) => {
      const { minPerOrder = 1 } = body;
      const type = createTicketType({
        ...body,
        ticketTypeId: deps.newId(),
        promoterId: user.userId,
        description: body.description ?? null,
        admits: body.admits ?? 1,
        minPerOrder,
        maxPerOrder: body.maxPerOrder ?? Math.max(defaultMaxPerOrder, minPerOrder),
        salesStartAt: body.salesStartAt ?? null,
        salesEndAt: body.salesEndAt ?? null,
        hidden: body.hidden ?? false,
      });
      await openEventOf(deps, user.userId, type.eventId);
      await insert(deps, type);
      return { status: 201, body: toTicketTypeBody(type, []) };
    },
  });

/** The first type settles the event's currency and gets its signing key, in the same commit. */
async function insert({ store, outbox, newKeyPair }: Deps, type: TicketType): Promise<void> {
  await outbox.commit(async ({ publish }) => {
    const { eventId, currency } = type;
    const sale =
      (await store.sales.find(eventId)) ??
      (await store.sales.insert(eventId, { currency, keys: newKeyPair() }));
    refuseOtherCurrency(sale, currency);
    if ((await store.ticketTypes.countOfEvent(eventId)) >= maxTypesPerEvent) {
      throw new AppError(
        'conflict',
        'too-many-ticket-types',
        `An event has at most ${maxTypesPerEvent} ticket types.`,
      );
    }
    await store.ticketTypes.insert(type);
    const data = toTicketTypeState(type, signingKeyOf(sale));
    publish({ type: 'TicketTypeCreated', aggregateId: type.ticketTypeId, version: type.version, data });
  });
}
