import { toCityKey, toTextQuery } from './search.ts';

test.each([
  ['jazz lyon', '"jazz" "lyon"'],
  ['  "jazz"   -lyon ', '"jazz" "lyon"'],
  ['back\\slash', '"back" "slash"'],
  ['"', ''],
  ['hip-hop', '"hip-hop"'],
])('When %j is typed, then every word is asked for: %s', (typed, query) => {
  expect(toTextQuery(typed)).toBe(query);
});

test.each([
  ['Orléans', 'orleans'],
  [' LYON ', 'lyon'],
  [null, null],
  ['', null],
])('When a city is %j, then it compares as %j', (city, key) => {
  expect(toCityKey(city)).toBe(key);
});
