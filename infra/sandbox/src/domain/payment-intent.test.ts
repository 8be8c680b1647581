import type { Change, Context } from './change.ts';
import type { IntentStatus, PaymentIntent, StoredPaymentMethod } from './objects.ts';
import {
  allowedFrom,
  authenticateIntent,
  cancelIntent,
  confirmIntent,
  createIntent,
  settleIntent,
  updateIntent,
  type IntentCommand,
} from './payment-intent.ts';
import { methodFromToken, passesLuhn } from './payment-method.ts';
import { createRefund } from './refund.ts';
import { StripeError } from './stripe-error.ts';
import { testCards } from './test-cards.ts';

let count = 0;
const context: Context = { now: 1_780_000_000, newId: (prefix) => `${prefix}_${(count += 1)}` };
const visa = methodFromToken('pm_card_visa', context);
const statuses: IntentStatus[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'succeeded',
  'canceled',
];

function intentIn(status: IntentStatus): PaymentIntent {
  const { intent } = createIntent({ amount: 5000, currency: 'eur' }, visa, context);
  if (!intent) throw new Error('no intent was created');
  return { ...intent, status };
}

const run: Record<IntentCommand, (intent: PaymentIntent, method?: StoredPaymentMethod) => Change> = {
  update: (intent) => updateIntent(intent, { amount: 6000 }, undefined),
  confirm: (intent, method = visa) =>
    confirmIntent(intent, { method, returnUrl: null, authenticationUrl: 'http://bank' }, context),
  cancel: (intent) => cancelIntent(intent, undefined, context),
  authenticate: (intent, method = visa) =>
    authenticateIntent(intent, { method, result: 'complete' }, context),
  settle: (intent, method = visa) => settleIntent(intent, method, context),
};

const result: Record<IntentCommand, IntentStatus> = {
  update: 'requires_confirmation',
  confirm: 'succeeded',
  cancel: 'canceled',
  authenticate: 'succeeded',
  settle: 'succeeded',
};

const commands = Object.keys(run) as IntentCommand[];
const cases = commands.flatMap((command) => statuses.map((status) => [command, status] as const));

test.each(cases)('%s from %s', (command, status) => {
  const intent = intentIn(status);
  const before = structuredClone(intent);
  if (allowedFrom[command].includes(status)) {
    expect(run[command](intent).intent?.status).toBe(result[command]);
  } else {
    expect(() => run[command](intent)).toThrow(StripeError);
  }
  expect(intent).toEqual(before);
});

test('No payment that took money can be canceled or taken again', () => {
  expect(allowedFrom.cancel).not.toContain('succeeded');
  expect(allowedFrom.cancel).not.toContain('processing');
  expect(allowedFrom.confirm).not.toContain('succeeded');
  expect(allowedFrom.confirm).not.toContain('canceled');
});

test.each(testCards.map((card) => [card.token, card] as const))(
  '%s ends as its entry says',
  (token, card) => {
    const method = methodFromToken(token, context);
    const confirmed = run.confirm(intentIn('requires_payment_method'), method);
    const waiting = card.needsAuthentication ? 'requires_action' : card.processing ? 'processing' : null;
    const ended = waiting
      ? run[card.processing ? 'settle' : 'authenticate'](confirmed.intent ?? intentIn('canceled'), method)
      : confirmed;
    if (waiting) expect(confirmed).toMatchObject({ intent: { status: waiting, latest_charge: null } });
    expect(ended.intent?.status).toBe(card.declined ? 'requires_payment_method' : 'succeeded');
    expect(ended.charge?.status).toBe(card.declined ? 'failed' : 'succeeded');
    expect(ended.declined === undefined).toBe(card.declined === undefined);
    expect(ended.events).toHaveLength(card.dispute ? 3 : 2);
    expect(passesLuhn(card.number)).toBe(true);
  },
);

test.each([
  [5000, [5000], null],
  [5000, [2000, 3000], null],
  [5000, [5001], 'greater than charge amount'],
  [5000, [4999, 2], 'greater than unrefunded amount'],
  [5000, [5000, 1], 'already been refunded'],
  [5000, [0], 'greater than or equal to 1'],
  [5000, [-5], 'greater than or equal to 1'],
])('Refunding from %i the parts %j: %s', (taken, parts, expected) => {
  let { charge } = run.confirm({ ...intentIn('requires_confirmation'), amount: taken });
  const refundAll = () => {
    for (const amount of parts) {
      if (!charge) throw new Error('no charge');
      ({ charge } = createRefund(charge, { amount, testCardToken: 'pm_card_visa' }, context));
    }
  };
  if (expected === null) {
    refundAll();
    expect(charge).toMatchObject({ refunded: true, amount_refunded: taken });
  } else expect(refundAll).toThrow(expected);
});
