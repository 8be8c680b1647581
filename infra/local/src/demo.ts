import { createShop } from './shop-api.ts';

export const demoAccounts = {
  promoter: { email: 'promoter@turnout.test', password: 'promoter-demo-2026' },
  customer: { email: 'customer@turnout.test', password: 'customer-demo-2026' },
};

const DAY_MS = 86_400_000;

/** Fills a shop without any event through its public API; true when it did. */
export async function fillWithDemo(shopUrl: string, now = new Date()): Promise<boolean> {
  const shop = createShop(shopUrl);
  const published = await shop.expect(200, '/api/events?limit=1');
  if ((published.body.items ?? []).length > 0) return false;
  const { promoter, customer } = demoAccounts;
  const token = await shop.accountToken(promoter, { role: 'promoter', name: 'Nordlicht Concerts' });
  const mine = await shop.expect(200, '/api/events/mine?limit=1', { token });
  if ((mine.body.items ?? []).length > 0) return false;
  await shop.accountToken(customer, { role: 'customer', name: 'Robin Carter' });

  for (const { event, ticketTypes } of demoEvents(now)) {
    const created = await shop.expect(201, '/api/events', { method: 'POST', token, body: event });
    const eventId = created.body.id ?? '';
    for (const ticketType of ticketTypes) {
      const body = { eventId, currency: 'EUR', ...ticketType };
      await shop.expectSoon(201, '/api/ticket-types', { method: 'POST', token, body });
    }
    await shop.expect(200, `/api/events/${eventId}/publish`, { method: 'POST', token, body: {} });
    await shop.expectSoon(200, `/api/availability/${eventId}`);
  }
  return true;
}

function demoEvents(now: Date) {
  const evening = (daysAhead: number, hour: number) => {
    const day = new Date(now.getTime() + daysAhead * DAY_MS);
    day.setUTCHours(hour, 0, 0, 0);
    return day.toISOString();
  };
  // A Sunday, a week or two ahead.
  const sunday = 14 - now.getUTCDay();
  return [
    {
      event: {
        name: 'Midnight Harbour Live',
        description:
          'Two hours of dream pop under the cranes of the old shipyard. Doors open at six, the support starts at seven.',
        startsAt: evening(21, 18),
        endsAt: evening(21, 22),
        timezone: 'Europe/Berlin',
        location: { name: 'Shipyard Hall 7', address: 'Werftstrasse 12', city: 'Hamburg', country: 'DE' },
      },
      ticketTypes: [
        { name: 'Under 12', description: 'Free, with an adult', priceCents: 0, capacity: 40, maxPerOrder: 4 },
        { name: 'Standing', description: 'General admission', priceCents: 3400, capacity: 500 },
        {
          name: 'VIP table for 4',
          description: 'A table on the balcony',
          priceCents: 24_000,
          capacity: 12,
          admits: 4,
        },
      ],
    },
    {
      event: {
        name: 'Sunday Comedy Brunch',
        description: 'Four comedians, one buffet, no mercy.',
        startsAt: evening(sunday, 9),
        endsAt: evening(sunday, 12),
        timezone: 'Europe/Berlin',
        location: { name: 'Cafe Elbblick', address: 'Uferweg 3', city: 'Hamburg', country: 'DE' },
      },
      ticketTypes: [{ name: 'Brunch and show', priceCents: 2900, capacity: 80 }],
    },
  ];
}
