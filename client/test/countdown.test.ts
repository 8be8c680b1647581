import { countdown } from '../lib/countdown.ts';
import { knowsServerTime, noteServerDate, serverNow } from '../lib/server-clock.ts';

const expiresAt = '2027-03-14T20:30:00.000Z';
const before = (ms: number) => countdown(expiresAt, Date.parse(expiresAt) - ms);

describe('The countdown of a hold', () => {
  test.each([
    [30 * 60_000, '30:00'],
    [29 * 60_000 + 59_999, '29:59'],
    [61_000, '01:01'],
    [999, '00:00'],
    [3_850_000, '1:04:10'],
  ])('When %i ms are left, then it shows %s', (ms, text) => {
    expect(before(ms).text).toBe(text);
  });

  test('When five minutes are left, then it does not warn yet; a moment later it does', () => {
    expect(before(5 * 60_000).expiringSoon).toBe(false);
    expect(before(5 * 60_000 - 1).expiringSoon).toBe(true);
  });

  test('When the instant is reached, then it is expired and stays at zero', () => {
    expect(before(1).expired).toBe(false);
    expect(before(0)).toMatchObject({ expired: true, expiringSoon: false, text: '00:00', remainingMs: 0 });
    expect(before(-90_000)).toMatchObject({ expired: true, text: '00:00' });
  });
});

describe('The clock that the countdown runs on', () => {
  test('When the phone is five minutes slow, then the server has the say, and a slower answer does not unsay it', () => {
    const now = Date.now();
    expect(knowsServerTime()).toBe(false);
    noteServerDate(new Date(now + 300_000).toUTCString(), now - 40, now);
    expect(knowsServerTime()).toBe(true);
    expect(Math.abs(serverNow() - Date.now() - 300_000)).toBeLessThan(1_500);
    noteServerDate(new Date(now).toUTCString(), now - 4_000, now);
    expect(serverNow() - Date.now()).toBeGreaterThan(290_000);
  });

  test('When the answer carries no date, then nothing changes', () => {
    const offset = serverNow() - Date.now();
    noteServerDate(null, 0, 1);
    noteServerDate('yesterday', 0, 1);
    expect(Math.abs(serverNow() - Date.now() - offset)).toBeLessThan(50);
  });
});
