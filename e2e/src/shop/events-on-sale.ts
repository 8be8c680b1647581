// Events as promoters put them on sale, in the order the portal does it: draft, ticket types, publish.
import type { Client } from '../api/client.ts';
import type { EventBody, TicketType } from '../api/shapes.ts';
import { until } from '../api/until.ts';

const DAY_MS = 86_400_000;

export interface Wishes {
  name?: string;
  holdMinutes?: number;
  priceCents?: number;
  capacity?: number;
}

export interface OnSale {
  event: EventBody;
  ticketType: TicketType;
}

/** What a promoter types for an event that starts in a week. */
export function eventInput({ name = 'Lanterns on the Quay', holdMinutes }: Wishes = {}) {
  const startsAt = new Date(Date.now() + 7 * DAY_MS);
  return {
    name,
    description: 'Brass, strings and paper lanterns by the water.',
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + 4 * 3_600_000).toISOString(),
    timezone: 'Europe/Berlin',
    location: { name: 'Old Customs Quay', address: 'Quay 1', city: 'Hamburg', country: 'DE' },
    ...(holdMinutes === undefined ? {} : { holdMinutes }),
  };
}

/** Resolves once the event can be bought. */
export async function putOnSale(promoter: Client, wishes: Wishes = {}): Promise<OnSale> {
  const { priceCents = 2_500, capacity = 100 } = wishes;
  const draft = await promoter.expect<EventBody>(201, 'POST', '/api/events', { body: eventInput(wishes) });
  const ticketType = await promoter.expect<TicketType>(201, 'POST', '/api/ticket-types', {
    body: { eventId: draft.id, name: 'Standing', priceCents, currency: 'EUR', capacity },
  });
  const event = await promoter.expect<EventBody>(200, 'POST', `/api/events/${draft.id}/publish`, {
    body: {},
  });
  await until('the event is on sale', async () => {
    const { status, body } = await promoter.call<Availability>('GET', `/api/availability/${event.id}`);
    return status === 200 && body.types?.some((type) => type.ticketTypeId === ticketType.id);
  });
  return { event, ticketType };
}

interface Availability {
  types?: { ticketTypeId: string; available: number }[];
}

export async function availableOf(
  client: Client,
  { event, ticketType }: OnSale,
): Promise<number | undefined> {
  const body = await client.expect<Availability>(200, 'GET', `/api/availability/${event.id}`);
  return body.types?.find((type) => type.ticketTypeId === ticketType.id)?.available;
}
