import { afterFailure, pauseAfter } from './delivery.ts';

const createdAt = new Date('2026-05-01T10:00:00Z');
const after = (milliseconds: number) => new Date(createdAt.getTime() + milliseconds);
const second = 1_000;
const hour = 3_600 * second;

describe('The next attempt of a mail', () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [12, 2_048],
    [13, 3_600],
    [1_000, 3_600],
  ])('When attempt %d failed, then the pause is %d s', (attempts, seconds) => {
    expect(pauseAfter(attempts)).toBe(seconds * second);
  });

  test('When it would be later than three days, then it is given up', () => {
    const mail = { attempts: 20, createdAt };
    expect(afterFailure(mail, false, after(71 * hour))).toEqual({
      state: 'waiting',
      nextAttemptAt: after(72 * hour),
    });
    expect(afterFailure(mail, false, after(71 * hour + 1))).toEqual({ state: 'given-up' });
  });

  test('When the refusal is permanent, then it is given up at once', () => {
    expect(afterFailure({ attempts: 1, createdAt }, true, createdAt)).toEqual({ state: 'given-up' });
  });
});
