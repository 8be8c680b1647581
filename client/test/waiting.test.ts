import type { SaleState } from '../lib/sales.ts';
import type { TicketType, WaitingEntry } from '../lib/types.ts';
import { entriesToShow, openEntries, waitingRange, waitingSentence } from '../lib/waiting.ts';

const type: TicketType = {
  id: 'standard',
  eventId: 'event',
  name: 'Standard',
  description: null,
  priceCents: 2_500,
  currency: 'EUR',
  capacity: 100,
  available: 0,
  admits: 1,
  minPerOrder: 1,
  maxPerOrder: 6,
  salesStartAt: null,
  salesEndAt: null,
  hidden: false,
};

const entry: WaitingEntry = {
  id: 'entry',
  eventId: 'event',
  eventName: 'Night of Lights',
  ticketTypeId: 'standard',
  ticketTypeName: 'Standard',
  quantity: 2,
  status: 'waiting',
  orderId: null,
  offerExpiresAt: null,
  aheadOfYou: 3,
};

describe('What one may wait for', () => {
  test.each<[Partial<TicketType>, SaleState, unknown]>([
    [{}, 'sold-out', { least: 1, most: 6 }],
    [{ minPerOrder: 2 }, 'sold-out', { least: 2, most: 6 }],
    [{ available: 2 }, 'few-left', { least: 3, most: 6 }],
    [{ available: 5, capacity: 5 }, 'on-sale', { least: 6, most: 6 }],
    [{ available: 6 }, 'few-left', undefined],
    [{ available: 100 }, 'on-sale', undefined],
    [{}, 'ended', undefined],
    [{}, 'not-started', undefined],
  ])('When a type is %j and %s, then it is %j', (part, state, range) => {
    expect(waitingRange({ ...type, ...part }, state)).toEqual(range);
  });
});

describe('What is said about a place in the line', () => {
  test('When others wait before, then they are counted', () => {
    expect(waitingSentence(entry, 'Europe/Paris')).toBe('You are on the list, 3 ahead of you');
    expect(waitingSentence({ ...entry, aheadOfYou: 0 }, 'Europe/Paris')).toBe(
      'You are on the list, nobody ahead of you',
    );
  });

  test('When tickets are offered, then the end of the offer is told by the clock of the event', () => {
    const offered: WaitingEntry = { ...entry, status: 'offered', offerExpiresAt: '2027-03-14T19:30:00.000Z' };
    expect(waitingSentence(offered, 'Europe/Paris')).toBe('Tickets are held for you until 14 Mar, 20:30 CET');
  });
});

test('When places are over, then only fresh lapses stay on the list, and none holds up a new try', () => {
  const lapsed: WaitingEntry = { ...entry, status: 'lapsed', offerExpiresAt: '2027-03-14T19:30:00.000Z' };
  const entries = [lapsed, { ...entry, status: 'left' as const }, { ...entry, status: 'accepted' as const }];
  expect(entriesToShow(entries, Date.parse('2027-03-15T00:00:00Z'))).toEqual([lapsed]);
  expect(entriesToShow(entries, Date.parse('2027-03-22T00:00:00Z'))).toEqual([]);
  expect(openEntries(entries).size).toBe(0);
  expect(openEntries([...entries, entry]).get('standard')).toBe(entry);
});
