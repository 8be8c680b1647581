/** The payment intent's state machine: pure decisions from (intent, command, context) to a change, or Stripe's refusal. */
import type { Change, Context, EventDraft } from './change.ts';
import { makeCharge, type Attempt } from './charge.ts';
import { declines } from './declines.ts';
import { makeDispute } from './dispute.ts';
import { mergeMetadata } from './metadata.ts';
import { assertChargeable, assertCurrency } from './money.ts';
import type { IntentStatus, Metadata, PaymentIntent, StoredPaymentMethod } from './objects.ts';
import type { StripeErrorBody } from './objects.ts';
import { StripeError, unexpectedState, withDocUrl } from './stripe-error.ts';
import { testCardByToken, type TestCard } from './test-cards.ts';

export type IntentCommand = 'update' | 'confirm' | 'cancel' | 'authenticate' | 'settle';

/** From which statuses a command is taken; from any other it is refused and nothing changes. */
export const allowedFrom: Readonly<Record<IntentCommand, readonly IntentStatus[]>> = {
  update: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  confirm: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  cancel: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  authenticate: ['requires_action'],
  settle: ['processing'],
};

const verb: Readonly<Record<IntentCommand, string>> = {
  update: 'updated',
  confirm: 'confirmed',
  cancel: 'canceled',
  authenticate: 'authenticated',
  settle: 'settled',
};

export interface NewIntent {
  amount: number;
  currency: string;
  automatic_payment_methods?: { enabled: boolean; allow_redirects?: string };
  capture_method?: string;
  description?: string;
  metadata?: Metadata | '';
  payment_method_types?: string[];
  receipt_email?: string;
  statement_descriptor?: string;
  statement_descriptor_suffix?: string;
}

export interface IntentUpdate {
  amount?: number;
  currency?: string;
  description?: string;
  metadata?: Metadata | '';
  receipt_email?: string;
}

export function createIntent(
  input: NewIntent,
  method: StoredPaymentMethod | undefined,
  context: Context,
): Change {
  assertCurrency(input.currency);
  assertChargeable(input.amount, input.currency);
  const id = context.newId('pi');
  const automatic =
    input.automatic_payment_methods ?? (input.payment_method_types ? null : { enabled: true });
  const intent: PaymentIntent = {
    id,
    object: 'payment_intent',
    amount: input.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: automatic && { allow_redirects: 'always', ...automatic },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: input.capture_method ?? 'automatic_async',
    client_secret: `${id}_secret_${context.newId('').replace('_', '')}`,
    confirmation_method: 'automatic',
    created: context.now,
    currency: input.currency,
    customer: null,
    description: input.description ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: method?.id ?? null,
    payment_method_options: {},
    payment_method_types: input.payment_method_types ?? ['card'],
    processing: null,
    receipt_email: input.receipt_email ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: input.statement_descriptor ?? null,
    statement_descriptor_suffix: input.statement_descriptor_suffix ?? null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
  return changed(intent, 'payment_intent.created', method ? { method } : {});
}

/** Texts and metadata may change for ever; amount, currency and card only while the payment is open. */
export function updateIntent(
  intent: PaymentIntent,
  update: IntentUpdate,
  method: StoredPaymentMethod | undefined,
): Change {
  const { amount = intent.amount, currency = intent.currency } = update;
  const touchesMoney = amount !== intent.amount || currency !== intent.currency || method !== undefined;
  if (touchesMoney) assertAllowed(intent, 'update');
  assertCurrency(currency);
  assertChargeable(amount, currency);
  const reopened: Partial<PaymentIntent> = touchesMoney
    ? {
        payment_method: method?.id ?? intent.payment_method,
        status: method || intent.payment_method ? 'requires_confirmation' : 'requires_payment_method',
        next_action: null,
      }
    : {};
  const updated: PaymentIntent = {
    ...intent,
    ...reopened,
    amount,
    currency,
    description: update.description ?? intent.description,
    receipt_email: update.receipt_email ?? intent.receipt_email,
    metadata: mergeMetadata(intent.metadata, update.metadata),
  };
  return { intent: updated, events: [], ...(method && { method }) };
}

export interface Confirmation {
  method: StoredPaymentMethod | undefined;
  returnUrl: string | null;
  /** Where a payer proves to be the card's owner, should the card ask for it. */
  authenticationUrl: string;
}

export function confirmIntent(intent: PaymentIntent, confirmation: Confirmation, context: Context): Change {
  assertAllowed(intent, 'confirm');
  const { method } = confirmation;
  if (!method) {
    throw unexpectedState(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      intent,
    );
  }
  const attempted: PaymentIntent = {
    ...intent,
    payment_method: method.id,
    last_payment_error: null,
    next_action: null,
  };
  const card = cardOf(method);
  if (card.needsAuthentication) {
    const redirect = { url: confirmation.authenticationUrl, return_url: confirmation.returnUrl };
    return changed(
      {
        ...attempted,
        status: 'requires_action',
        next_action: { type: 'redirect_to_url', redirect_to_url: redirect },
      },
      'payment_intent.requires_action',
      { method },
    );
  }
  if (card.processing) {
    return changed(
      { ...attempted, status: 'processing', processing: { type: 'card' } },
      'payment_intent.processing',
      { method },
    );
  }
  return { ...charge(attempted, { method, authenticated: false }, context), method };
}

/** The payer's answer on the bank's page. */
export function authenticateIntent(
  intent: PaymentIntent,
  answer: { method: StoredPaymentMethod; result: 'complete' | 'fail' },
  context: Context,
): Change {
  assertAllowed(intent, 'authenticate');
  const attempted: PaymentIntent = { ...intent, next_action: null };
  if (answer.result === 'complete') {
    return charge(attempted, { method: answer.method, authenticated: true }, context);
  }
  const error = withDocUrl({
    type: 'invalid_request_error',
    code: 'payment_intent_authentication_failure',
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    payment_method: answer.method.paymentMethod,
  });
  return changed(
    { ...attempted, status: 'requires_payment_method', payment_method: null, last_payment_error: error },
    'payment_intent.payment_failed',
  );
}

/** The end of `processing`, some time after the confirmation was answered. */
export function settleIntent(intent: PaymentIntent, method: StoredPaymentMethod, context: Context): Change {
  assertAllowed(intent, 'settle');
  return charge({ ...intent, processing: null }, { method, authenticated: false }, context);
}

export function cancelIntent(intent: PaymentIntent, reason: string | undefined, context: Context): Change {
  assertAllowed(intent, 'cancel');
  return changed(
    {
      ...intent,
      status: 'canceled',
      canceled_at: context.now,
      cancellation_reason: reason ?? null,
      next_action: null,
    },
    'payment_intent.canceled',
  );
}

function charge(intent: PaymentIntent, by: Omit<Attempt, 'decline'>, context: Context): Change {
  const card = cardOf(by.method);
  const decline = card.declined ? declines[card.declined] : null;
  const made = makeCharge(intent, { ...by, decline }, context);
  if (decline) {
    const error = declineError({ ...by, decline }, made.id);
    const failed: PaymentIntent = {
      ...intent,
      status: 'requires_payment_method',
      payment_method: null,
      latest_charge: made.id,
      last_payment_error: error,
    };
    return {
      intent: failed,
      charge: made,
      events: [
        { type: 'charge.failed', object: made },
        { type: 'payment_intent.payment_failed', object: failed },
      ],
      declined: { ...error, payment_intent: failed },
    };
  }
  const paid: PaymentIntent = {
    ...intent,
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: made.id,
    last_payment_error: null,
  };
  const events: EventDraft[] = [
    { type: 'charge.succeeded', object: made },
    { type: 'payment_intent.succeeded', object: paid },
  ];
  if (!card.dispute) return { intent: paid, charge: made, events };
  const dispute = makeDispute(made, card.dispute, context);
  events.push({ type: 'charge.dispute.created', object: dispute });
  return { intent: paid, charge: { ...made, disputed: true }, dispute, events };
}

function declineError(attempt: Attempt, chargeId: string): StripeErrorBody {
  const { decline } = attempt;
  if (!decline) throw new Error('a paid charge has no decline');
  return withDocUrl({
    type: 'card_error',
    code: decline.code,
    message: decline.message,
    charge: chargeId,
    ...(decline.declineCode && { decline_code: decline.declineCode }),
    ...(decline.param && { param: decline.param }),
    ...(decline.adviceCode && { advice_code: decline.adviceCode }),
    payment_method: attempt.method.paymentMethod,
  });
}

function assertAllowed(intent: PaymentIntent, command: IntentCommand): void {
  if (allowedFrom[command].includes(intent.status)) return;
  if (command === 'confirm' && intent.status === 'succeeded') {
    throw unexpectedState(
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
      intent,
    );
  }
  throw unexpectedState(
    `You cannot ${command} this PaymentIntent because it has a status of ${intent.status}. ` +
      `Only a PaymentIntent with one of the following statuses may be ${verb[command]}: ${allowedFrom[command].join(', ')}.`,
    intent,
  );
}

function changed(intent: PaymentIntent, eventType: string, more: Omit<Change, 'events'> = {}): Change {
  return { ...more, intent, events: [{ type: eventType, object: intent }] };
}

function cardOf(method: StoredPaymentMethod): TestCard {
  const card = testCardByToken(method.testCardToken);
  if (card) return card;
  throw new StripeError(500, {
    type: 'api_error',
    message: `The sandbox no longer knows the test card ${method.testCardToken}.`,
  });
}
