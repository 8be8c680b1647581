import { html } from './html.ts';
import { toMail } from './mail.ts';
import { whenItStarts, whereItIs } from './times-and-places.ts';

describe('A mail', () => {
  test('When texts hold markup, then the HTML shows it as text and the plain text as it is', () => {
    const evil = `<img src=x onerror="alert('1')"> & more`;
    const mail = toMail({
      subject: evil,
      lines: [evil],
      rows: [[evil, evil]],
      button: { label: evil, url: `http://shop.test/"${evil}` },
      footer: evil,
    });
    expect(mail.html).not.toMatch(/<img|onerror="/);
    expect(mail.text).toContain(evil);
    expect(html`<b>${'a&b'}</b>${7}${[html`<i>x</i>`]}`.markup).toBe('<b>a&amp;b</b>7<i>x</i>');
  });

  test('When there are no rows and no button, then neither is in it', () => {
    const mail = toMail({ subject: 'Hello', lines: ['One', 'Two'], footer: 'Bye' });
    expect(mail.text).toBe('One\n\nTwo\n\n--\nBye\n');
    expect(mail.html).not.toMatch(/<table|<a /);
  });

  test.each([
    ['Europe/Paris', '2026-07-03T18:00:00Z', /^Friday,? 3 July 2026 at 20:00 CEST$/],
    ['America/New_York', '2026-07-04T02:30:00Z', /^Friday,? 3 July 2026 at 22:30 GMT-4$/],
    ['Asia/Kolkata', '2026-12-31T20:00:00Z', /^Friday,? 1 January 2027 at 01:30 GMT\+5:30$/],
  ])('When the event is in %s, then its time is told by the clock there', (timezone, startsAt, expected) => {
    expect(whenItStarts({ startsAt, timezone })).toMatch(expected);
  });

  test('When parts of the place are unknown, then the rest is told', () => {
    expect(whereItIs({ name: 'The Hall', address: null, city: 'Lyon', country: 'FR' })).toBe(
      'The Hall, Lyon',
    );
    expect(whereItIs(null)).toBeUndefined();
  });
});
