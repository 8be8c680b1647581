import { decideRefresh, isDueForRenewal, isLive, newSession, renewal } from './session.ts';

const start = new Date('2026-05-01T10:00:00Z');
const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);
const minute = 60_000;
const day = 24 * 60 * minute;
const cookie = newSession({ sessionId: 's1', userId: 'u1', kind: 'cookie' }, start);
const api = { ...newSession({ sessionId: 's2', userId: 'u1', kind: 'api' }, start), generation: 5 };

describe('A session', () => {
  test('When new, then its token lasts 7 days in a cookie and 15 minutes for an API client, which may refresh for 30 days', () => {
    expect([cookie.tokensUntil, cookie.expiresAt]).toEqual([after(7 * day), after(7 * day)]);
    expect([api.tokensUntil, api.expiresAt]).toEqual([after(15 * minute), after(30 * day)]);
  });

  test('When it ended or ran out, then it is not live', () => {
    expect(isLive(cookie, after(7 * day - 1))).toBe(true);
    expect(isLive(cookie, after(7 * day))).toBe(false);
    expect(isLive({ ...cookie, endedAt: start }, start)).toBe(false);
  });

  test('When older than an hour, then a cookie is due for renewal, an API session never', () => {
    expect(isDueForRenewal(cookie, after(60 * minute))).toBe(false);
    expect(isDueForRenewal(cookie, after(60 * minute + 1))).toBe(true);
    expect(
      isDueForRenewal({ ...cookie, ...renewal('cookie', after(60 * minute)) }, after(60 * minute + 1)),
    ).toBe(false);
    expect(isDueForRenewal(api, after(day))).toBe(false);
  });

  test.each([
    ['the current token', 5, 0, 'rotate'],
    ['the current token, late', 5, 30 * day - 1, 'rotate'],
    ['the current token, too late', 5, 30 * day, 'ended'],
    ['the one before, at once', 4, 0, 'repeat'],
    ['the one before, after 10 s', 4, 10_000, 'repeat'],
    ['the one before, later', 4, 10_001, 'reused'],
    ['an older one, at once', 3, 0, 'reused'],
    ['one that was never given out', 6, 0, 'reused'],
  ] as const)('When %s is refreshed, then the decision is right', (_what, generation, age, decision) => {
    expect(decideRefresh(api, generation, after(age))).toBe(decision);
    expect(decideRefresh({ ...api, endedAt: start }, generation, after(age))).toBe('ended');
  });
});
