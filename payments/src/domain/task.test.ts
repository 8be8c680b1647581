import { backoffMs, nextWatchMs } from './task.ts';

test('When a task fails again and again, then it waits twice as long, from one second to five minutes', () => {
  const waits = [1, 2, 3, 5, 9, 10, 10_000].map((tries) => backoffMs(tries, () => 0.5));
  expect(waits).toEqual([1_000, 2_000, 4_000, 16_000, 256_000, 300_000, 300_000]);
  expect([backoffMs(1, () => 0), backoffMs(1, () => 1)]).toEqual([750, 1_250]);
});

test('When a payment is young it is looked at every five seconds, later every minute', () => {
  expect([0, 599_999, 600_000].map(nextWatchMs)).toEqual([5_000, 5_000, 60_000]);
});
