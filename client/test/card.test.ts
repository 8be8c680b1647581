import { cardProblems, formatCardNumber, formatExpiry, parseExpiry, passesLuhn } from '../lib/card.ts';

const now = new Date('2027-03-14T12:00:00Z');
const good = { number: '4242 4242 4242 4242', expiry: '04 / 29', cvc: '123', name: 'Ada Buyer' };

describe('The card form', () => {
  test.each([
    ['4242424242424242', '4242 4242 4242 4242'],
    ['378282246310005', '3782 822463 10005'],
    ['42 42-42x', '4242 42'],
    ['', ''],
  ])('When "%s" is typed, then "%s" stands in the field', (typed, shown) => {
    expect(formatCardNumber(typed)).toBe(shown);
  });

  test.each([
    ['4', '04'],
    ['12', '12'],
    ['1234', '12 / 34'],
    ['0429', '04 / 29'],
    ['12 / 3', '12 / 3'],
  ])('When the expiry "%s" is typed, then "%s" stands in the field', (typed, shown) => {
    expect(formatExpiry(typed)).toBe(shown);
  });

  test('When a digit is mistyped, then the number is caught before the bank sees it', () => {
    for (const number of ['4242424242424242', '378282246310005', '5555555555554444'])
      expect(passesLuhn(number)).toBe(true);
    for (const number of ['4242424242424243', '4242', '']) expect(passesLuhn(number)).toBe(false);
  });

  test('When the month does not exist, then there is no expiry', () => {
    expect(parseExpiry('13 / 29')).toBeNull();
    expect(parseExpiry('4 / 29')).toBeNull();
    expect(parseExpiry('04 / 29')).toEqual({ month: 4, year: 2029 });
  });

  test('When the card is complete, then nothing is wrong with it', () => {
    expect(cardProblems(good, now)).toEqual({});
    expect(cardProblems({ ...good, expiry: '03 / 27' }, now)).toEqual({});
  });

  test.each([
    ['number', { number: '4242 4242 4242 4241' }],
    ['expiry', { expiry: '02 / 27' }],
    ['cvc', { cvc: '12' }],
    ['name', { name: ' ' }],
  ])('When only the %s is wrong, then only the %s is marked', (field, part) => {
    expect(Object.keys(cardProblems({ ...good, ...part }, now))).toEqual([field]);
  });

  test('When it is an American Express card, then its code has four digits', () => {
    const amex = { ...good, number: '3782 822463 10005' };
    expect(cardProblems(amex, now).cvc).toBeDefined();
    expect(cardProblems({ ...amex, cvc: '1234' }, now)).toEqual({});
  });
});
