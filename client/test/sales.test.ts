import { fromPrice } from '../lib/from-price.ts';
import {
  clampSelection,
  fitsLimit,
  saleState,
  selectionFromText,
  selectionToText,
  selectionTotal,
  stepDown,
  stepUp,
} from '../lib/sales.ts';
import type { TicketType } from '../lib/types.ts';

const now = Date.parse('2027-03-14T12:00:00Z');

function ticketType(part: Partial<TicketType> = {}): TicketType {
  return {
    id: 'standard',
    eventId: 'event',
    name: 'Standard',
    description: null,
    priceCents: 2_500,
    currency: 'EUR',
    capacity: 100,
    available: 100,
    admits: 1,
    minPerOrder: 1,
    maxPerOrder: 10,
    salesStartAt: null,
    salesEndAt: null,
    hidden: false,
    ...part,
  };
}

describe('What a buyer is told about a ticket type', () => {
  test.each([
    ['on-sale', {}],
    ['few-left', { available: 10 }],
    ['on-sale', { available: 5, capacity: 5 }],
    ['sold-out', { available: 0 }],
    ['not-started', { salesStartAt: '2027-03-14T12:00:01Z' }],
    ['on-sale', { salesStartAt: '2027-03-14T12:00:00Z' }],
    ['ended', { salesEndAt: '2027-03-14T12:00:00Z' }],
    ['ended', { salesEndAt: '2027-03-14T12:00:00Z', available: 0 }],
  ])('Then it is %s for %j', (state, part) => {
    expect(saleState(ticketType(part), now)).toBe(state);
  });
});

describe('Choosing how many', () => {
  test('When two is the minimum, then the first press takes two and the way back goes to none', () => {
    const pair = ticketType({ minPerOrder: 2 });
    expect(stepUp(pair, 0)).toBe(2);
    expect(stepUp(pair, 2)).toBe(3);
    expect(stepDown(pair, 3)).toBe(2);
    expect(stepDown(pair, 2)).toBe(0);
  });

  test('When the most per order or the last ticket is reached, then plus does nothing', () => {
    expect(stepUp(ticketType({ maxPerOrder: 4 }), 4)).toBe(4);
    expect(stepUp(ticketType({ available: 2 }), 2)).toBe(2);
    expect(stepUp(ticketType({ available: 1, minPerOrder: 2 }), 0)).toBe(0);
  });

  test('When the event has a limit per person, then people count, not packages', () => {
    const single = ticketType();
    const table = ticketType({ id: 'table', admits: 4, minPerOrder: 1 });
    const room = (limit: number | null, selection: Record<string, number>) => ({
      selection,
      types: [single, table],
      limit,
    });
    expect(fitsLimit(single, room(4, { standard: 3 }))).toBe(true);
    expect(fitsLimit(single, room(4, { standard: 4 }))).toBe(false);
    expect(fitsLimit(table, room(4, { standard: 1 }))).toBe(false);
    expect(fitsLimit(table, room(4, {}))).toBe(true);
    expect(fitsLimit(table, room(null, { table: 9 }))).toBe(true);
  });

  test('When stock goes meanwhile, then the selection becomes what is left, or none', () => {
    const left = (part: Partial<TicketType>) => clampSelection({ standard: 4 }, [ticketType(part)], now);
    expect(left({ available: 3 })).toEqual({ standard: 3 });
    expect(left({ available: 0 })).toEqual({});
    expect(left({ available: 1, minPerOrder: 2 })).toEqual({});
    expect(clampSelection({ gone: 2 }, [ticketType()], now)).toEqual({});
  });

  test('When several types are chosen, then count and total add up', () => {
    const types = [ticketType(), ticketType({ id: 'vip', priceCents: 9_000 })];
    expect(selectionTotal({ standard: 2, vip: 1 }, types)).toEqual({ count: 3, totalCents: 14_000 });
  });

  test('When a selection goes over the sign-in page, then it comes back the same; nonsense comes back as nothing', () => {
    expect(selectionFromText(selectionToText({ a: 2, b: 1, c: 0 }))).toEqual({ a: 2, b: 1 });
    expect(selectionFromText('a:x,b:-1,c,:3,d:1.5,e:100000')).toEqual({});
    expect(selectionFromText(undefined)).toEqual({});
  });
});

describe('The price on a card', () => {
  test('When the cheapest is sold out, then the next one that can be bought is shown', () => {
    const types = [ticketType({ id: 'early', priceCents: 1_000, available: 0 }), ticketType()];
    expect(fromPrice(types, now)).toEqual({ cents: 2_500, currency: 'EUR', several: true, soldOut: false });
  });

  test('When all are gone, then it is sold out; when nothing is known, then nothing is said', () => {
    expect(fromPrice([ticketType({ available: 0 })], now)).toMatchObject({ soldOut: true });
    expect(fromPrice([ticketType({ hidden: true })], now)).toBeNull();
  });
});

test('When children come in free, then the card names the cheapest paid ticket; where all is free, it says so', () => {
  const child = ticketType({ id: 'child', priceCents: 0 });
  expect(fromPrice([child, ticketType()], now)).toMatchObject({ cents: 2_500, several: true });
  expect(fromPrice([child], now)).toMatchObject({ cents: 0, several: false });
});
