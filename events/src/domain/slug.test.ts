import { toOtherSlug, toSlug } from './slug.ts';

test.each([
  ['Night of Lights', 'night-of-lights'],
  ['  Été à Lyon! (2030) ', 'ete-a-lyon-2030'],
  ['Café & Bar', 'cafe-bar'],
  ['東京ナイト', 'event'],
  ['Mine', 'event-mine'],
  ['import', 'event-import'],
  ['---', 'event'],
  ['../../etc', 'etc'],
  [`${'very '.repeat(20)}long`, 'very-very-very-very-very-very-very-very-very-very-very-very'],
])('When an event is called %j, then its slug is %s', (name, slug) => {
  expect(toSlug(name)).toBe(slug);
});

test('When a slug is taken, then the end of a random id tells it apart', () => {
  expect(toOtherSlug('night', '0123456789abcdef01234567')).toBe('night-34567');
});
