import { currencyDigits, formatMoney, formatPrice, moneyInput, parseMoney } from '../lib/money.ts';

describe('Money for people', () => {
  test.each([
    [2_500, 'EUR', '€25'],
    [2_550, 'EUR', '€25.50'],
    [5, 'USD', '$0.05'],
    [500, 'JPY', '¥500'],
    [123_456_700, 'GBP', '£1,234,567'],
    [1_234, 'KWD', 'KWD 1.234'],
  ])('When %i %s is shown, then it reads %s', (cents, currency, text) => {
    expect(formatMoney(cents, currency).replaceAll(/\s/g, ' ')).toBe(text);
  });

  test('When there is nothing to pay, then the price is Free', () => {
    expect(formatPrice(0, 'EUR')).toBe('Free');
    expect(formatPrice(100, 'EUR')).toBe('€1');
  });

  test('When a currency has no small coin, then it has no decimals', () => {
    expect([currencyDigits('JPY'), currencyDigits('EUR'), currencyDigits('KWD')]).toEqual([0, 2, 3]);
  });
});

describe('Amounts that a promoter types', () => {
  test.each([
    ['25', 'EUR', 2_500],
    ['25.5', 'EUR', 2_550],
    ['25,50', 'EUR', 2_550],
    ['1,250.00', 'EUR', 125_000],
    ['1,250', 'EUR', 125_000],
    ['0', 'EUR', 0],
    ['0.29', 'EUR', 29],
    ['500', 'JPY', 500],
  ])('When "%s" %s is typed, then it is %i minor units', (text, currency, cents) => {
    expect(parseMoney(text, currency)).toBe(cents);
  });

  test.each([
    ['', 'EUR'],
    ['ten', 'EUR'],
    ['-5', 'EUR'],
    ['1.999', 'EUR'],
    ['5.5', 'JPY'],
    ['1e3', 'EUR'],
    ['9999999999', 'EUR'],
  ])('When "%s" %s is typed, then it is no amount', (text, currency) => {
    expect(parseMoney(text, currency)).toBeNull();
  });

  test('When an amount is edited, then what is shown reads back as the same amount', () => {
    for (const currency of ['EUR', 'JPY', 'KWD']) {
      for (const cents of [0, 1, 99, 100, 12_345])
        expect(parseMoney(moneyInput(cents, currency), currency)).toBe(cents);
    }
  });
});
