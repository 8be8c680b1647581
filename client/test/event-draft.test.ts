import { emptyEventDraft, eventChanges, eventDraftOf, eventInputOf } from '../lib/event-draft.ts';
import { changedFields, ticketTypeDraft, ticketTypeInputOf } from '../lib/ticket-type-draft.ts';
import type { ShowEvent } from '../lib/types.ts';

const filled = {
  ...emptyEventDraft(),
  name: ' Night ',
  startsAt: '2027-03-14T20:00',
  endsAt: '2027-03-15T02:00',
  timezone: 'Europe/Paris',
};

const event: ShowEvent = {
  id: 'event',
  version: 1,
  slug: 'night',
  promoterId: 'promoter',
  name: 'Night',
  description: 'Loud',
  status: 'draft',
  startsAt: '2027-03-14T19:00:00.000Z',
  endsAt: '2027-03-15T01:00:00.000Z',
  timezone: 'Europe/Paris',
  location: { name: 'Hall', address: null, city: 'Paris', country: null },
  imageUrl: null,
  holdMinutes: 30,
  maxPaymentAttempts: 3,
  maxTicketsPerCustomer: 4,
  reentry: false,
};

describe('The event form', () => {
  test('When it is filled, then times are sent as instants and empty fields not at all', () => {
    const { input, problems } = eventInputOf(filled);
    expect(problems).toEqual({});
    expect(input).toEqual({
      name: 'Night',
      startsAt: '2027-03-14T19:00:00.000Z',
      endsAt: '2027-03-15T01:00:00.000Z',
      timezone: 'Europe/Paris',
      holdMinutes: 30,
      reentry: false,
    });
  });

  test.each([
    ['name', { name: ' ' }],
    ['startsAt', { startsAt: '' }],
    ['endsAt', { endsAt: '2027-03-14T20:00' }],
    ['holdMinutes', { holdMinutes: '0' }],
    ['maxTicketsPerCustomer', { maxTicketsPerCustomer: '2.5' }],
    ['venue', { city: 'Paris' }],
    ['imageUrl', { imageUrl: 'javascript:alert(1)' }],
  ])('When %s is wrong, then it alone is marked and nothing is sent', (field, part) => {
    const { input, problems } = eventInputOf({ ...filled, ...part });
    expect(input).toBeNull();
    expect(Object.keys(problems)).toEqual([field]);
  });

  test('When an event is saved unchanged, then nothing is sent; what was emptied is sent as null', () => {
    const draft = eventDraftOf(event);
    const changesOf = (part: Partial<typeof draft>) => {
      const { input } = eventInputOf({ ...draft, ...part });
      return input && eventChanges(event, input);
    };
    expect(changesOf({})).toEqual({});
    expect(changesOf({ description: '', maxTicketsPerCustomer: '' })).toEqual({
      description: null,
      maxTicketsPerCustomer: null,
    });
    expect(changesOf({ city: 'Lyon' })).toEqual({ location: { name: 'Hall', city: 'Lyon' } });
  });
});

describe('The ticket type form', () => {
  test('When a price is typed in euros, then it is sent in cents; a change sends only what changed', () => {
    const draft = {
      ...ticketTypeDraft(null, 'EUR', 'Europe/Paris'),
      name: 'Early bird',
      price: '12.50',
      capacity: '100',
    };
    const { input } = ticketTypeInputOf(draft, 'Europe/Paris');
    expect(input).toMatchObject({
      name: 'Early bird',
      priceCents: 1_250,
      currency: 'EUR',
      capacity: 100,
      maxPerOrder: 10,
    });
    const type = {
      ...input!,
      id: 't',
      eventId: 'e',
      description: null,
      available: 100,
      salesStartAt: null,
      salesEndAt: null,
    };
    expect(
      changedFields(
        { ...type, admits: 1, minPerOrder: 1, maxPerOrder: 10, hidden: false },
        { ...input!, capacity: 120 },
      ),
    ).toEqual({
      capacity: 120,
    });
  });

  test('When numbers are missing, then each is marked', () => {
    const { input, problems } = ticketTypeInputOf(ticketTypeDraft(null, 'EUR', 'UTC'), 'UTC');
    expect(input).toBeNull();
    expect(Object.keys(problems)).toEqual(['name', 'price', 'capacity']);
  });
});
