import { currencyDigits } from './money.ts';
import { saleState } from './sales.ts';
import type { ShowEvent, TicketType } from './types.ts';

/** The event as search engines read it (schema.org Event with one Offer per ticket type). */
export function eventJsonLd(options: {
  event: ShowEvent;
  ticketTypes: TicketType[];
  url: string;
  now: number;
}) {
  const { event, ticketTypes, url, now } = options;
  const { location } = event;
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: event.name,
    startDate: event.startsAt,
    endDate: event.endsAt,
    eventStatus: `https://schema.org/${event.status === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    ...(event.description ? { description: event.description } : {}),
    ...(event.imageUrl ? { image: [event.imageUrl] } : {}),
    ...(location ? { location: place(location) } : {}),
    url,
    offers: ticketTypes.map((type) => ({
      '@type': 'Offer',
      name: type.name,
      price: (type.priceCents / 10 ** currencyDigits(type.currency)).toFixed(currencyDigits(type.currency)),
      priceCurrency: type.currency,
      availability: `https://schema.org/${saleState(type, now) === 'sold-out' ? 'SoldOut' : 'InStock'}`,
      ...(type.salesStartAt ? { validFrom: type.salesStartAt } : {}),
      url,
    })),
  };
}

function place(location: NonNullable<ShowEvent['location']>) {
  return {
    '@type': 'Place',
    name: location.name,
    address: {
      '@type': 'PostalAddress',
      ...(location.address ? { streetAddress: location.address } : {}),
      ...(location.city ? { addressLocality: location.city } : {}),
      ...(location.country ? { addressCountry: location.country } : {}),
    },
  };
}

/** JSON that may stand inside a script element: a "</script>" in a description must not end it. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}
