// A ticket as its holder sees it, with the text of its QR code and the event it is for.
import { eventLocation, ticketState } from '@turnout/common/messages';
import { signTicketCode } from '@turnout/common/ticket-code';
import { z } from 'zod';
import type { Ticket } from '../domain/ticket.ts';
import type { Deps } from '../deps.ts';

const shownEvent = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  status: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  timezone: z.string(),
  location: eventLocation.nullable(),
  imageUrl: z.string().nullable(),
});

export const ticketBody = z.object({
  id: z.string(),
  ...ticketState.omit({ ticketId: true, userId: true }).shape,
  code: z.string(),
  event: shownEvent.nullable(),
  createdAt: z.iso.datetime(),
});
export type TicketBody = z.infer<typeof ticketBody>;

/** Two reads for any number of tickets. */
export async function toTicketBodies(
  { store }: Pick<Deps, 'store'>,
  tickets: readonly Ticket[],
): Promise<TicketBody[]> {
  const eventIds = [...new Set(tickets.map((ticket) => ticket.eventId))];
  const [events, keys] = await Promise.all([
    store.copies.findEvents(eventIds),
    store.sales.findSigningKeys(eventIds),
  ]);
  return tickets.map((ticket) => {
    const event = events.find((candidate) => candidate.eventId === ticket.eventId);
    const { ticketId: id, userId: _holder, createdAt, ...state } = ticket;
    return {
      id,
      ...state,
      code: codeOf(ticket, keys),
      event: event ? toShown(event) : null,
      createdAt: createdAt.toISOString(),
    };
  });
}

type SigningKeys = Awaited<ReturnType<Deps['store']['sales']['findSigningKeys']>>;

function codeOf({ ticketId, eventId, issueNumber }: Ticket, keys: SigningKeys): string {
  const eventKeys = keys.get(eventId);
  if (!eventKeys) throw new Error(`event ${eventId} has tickets but no signing key`);
  return signTicketCode({ keyId: eventKeys.keyId, ticketId, eventId, issueNumber, flags: 0 }, eventKeys);
}

type SoldEvent = Awaited<ReturnType<Deps['store']['copies']['findEvents']>>[number];

function toShown({
  eventId,
  version: _version,
  promoterId: _promoter,
  startsAt,
  endsAt,
  ...event
}: SoldEvent) {
  return { id: eventId, ...event, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}
