import { formatMoney, isCurrency, minorUnitDigits, percentOf } from '@turnout/common/money';

test.each([
  [1_250, 'EUR', '€12.50'],
  [1_250, 'JPY', '¥1,250'],
  [0, 'USD', '$0.00'],
])('%i minor units of %s are %s', (cents, currency, text) => {
  expect(formatMoney(cents, currency)).toBe(text);
});

test('Minor units are those of ISO 4217', () => {
  expect([minorUnitDigits('EUR'), minorUnitDigits('JPY'), minorUnitDigits('KWD')]).toEqual([2, 0, 3]);
});

test('A currency is three capital letters that exist', () => {
  expect(['EUR', 'eur', 'XYZ', ''].map(isCurrency)).toEqual([true, false, false, false]);
});

test('A share is rounded half up to a whole minor unit', () => {
  expect([percentOf(999, 15), percentOf(1_000, 12.5), percentOf(1, 50), percentOf(500, 0)]).toEqual([
    150, 125, 1, 0,
  ]);
});
