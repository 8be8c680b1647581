import { AppError } from '../../src/errors/index.ts';
import { encodeMessage } from '../../src/messages/index.ts';
import { attempt } from '../../src/messaging/attempt.ts';
import { isOutage } from '@turnout/common/errors';
import { backoffAfter, deliverySettings, jittered } from '../../src/messaging/settings.ts';
import { sample } from '../../src/testing/bus-contract/stage.ts';

const named = (name: string): Error => Object.assign(new Error('away'), { name });
const coded = (code: string): Error => Object.assign(new Error('away'), { code });

test.each([
  ['the database is not reachable', named('MongoServerSelectionError'), true],
  [
    'a transaction met another',
    Object.assign(new Error('x'), { errorLabels: ['TransientTransactionError'] }),
    true,
  ],
  ['a server refuses connections', coded('ECONNREFUSED'), true],
  ['the reason is wrapped', new Error('cannot save', { cause: coded('ECONNRESET') }), true],
  ['a service says it is unavailable', new AppError('unavailable', 'unavailable', 'away'), true],
  ['the handler has a bug', new TypeError('x is undefined'), false],
  ['a rule says no', new AppError('conflict', 'sold-out', 'sold out'), false],
  ['something odd was thrown', 'away', false],
])('When %s, then it is known whether that is an outage', (_case, error, expected) => {
  expect(isOutage(error)).toBe(expected);
});

test('When waits are computed, then they follow the list, stay at its end, and are spread by a quarter', () => {
  expect(jittered(1_000, () => 0)).toBe(750);
  expect(jittered(1_000, () => 1)).toBe(1_250);
  expect(backoffAfter(1, [100, 1_000])).toBeLessThanOrEqual(125);
  expect(backoffAfter(9, [100, 1_000])).toBeGreaterThanOrEqual(750);
});

const context = (stopping = new AbortController().signal) => ({
  settings: deliverySettings({ maxDeliver: 2 }),
  stopping,
  onOutage: () => undefined,
});

test('When a message was delivered far more often than answered, then it is set aside without calling its handler', async () => {
  const delivery = { type: 'UserCreated' as const, payload: encodeMessage(sample()), attempts: 9 };
  let calls = 0;
  const handler = async (): Promise<void> => void (calls += 1);
  expect(await attempt(delivery, handler, context())).toMatchObject({ kind: 'set-aside' });
  expect(calls).toBe(0);
});

test('When the worker stops during an outage, then the message is handed back and not set aside', async () => {
  const stopping = new AbortController();
  const delivery = { type: 'UserCreated' as const, payload: encodeMessage(sample()), attempts: 2 };
  const handler = async (): Promise<void> => {
    stopping.abort();
    throw coded('ECONNREFUSED');
  };
  expect(await attempt(delivery, handler, context(stopping.signal))).toMatchObject({ kind: 'retry' });
});
