/** A charge is one attempt to take the money: made once, paid or failed for good. */
import type { Context } from './change.ts';
import type { Decline } from './declines.ts';
import type { Charge, ChargeOutcome, PaymentIntent, StoredPaymentMethod } from './objects.ts';

export interface Attempt {
  method: StoredPaymentMethod;
  authenticated: boolean;
  decline: Decline | null;
}

export function makeCharge(intent: PaymentIntent, attempt: Attempt, context: Context): Charge {
  const { decline } = attempt;
  const { paymentMethod } = attempt.method;
  return {
    id: context.newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: decline ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: paymentMethod.billing_details,
    calculated_statement_descriptor: 'TURNOUT SANDBOX',
    captured: decline === null,
    created: context.now,
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid: decline === null,
    payment_intent: intent.id,
    payment_method: paymentMethod.id,
    payment_method_details: cardDetails(intent, attempt),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: decline ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}

function outcomeOf(decline: Decline | null): ChargeOutcome {
  const common = { advice_code: decline?.adviceCode ?? null, network_advice_code: null };
  if (decline === null) {
    return {
      ...common,
      network_decline_code: null,
      network_status: 'approved_by_network',
      reason: null,
      risk_level: 'normal',
      seller_message: 'Payment complete.',
      type: 'authorized',
    };
  }
  if (decline.blockedByRadar) {
    return {
      ...common,
      network_decline_code: null,
      network_status: 'not_sent_to_network',
      reason: 'highest_risk_level',
      risk_level: 'highest',
      seller_message: 'Stripe blocked this payment as too risky.',
      type: 'blocked',
    };
  }
  return {
    ...common,
    network_decline_code: '01',
    network_status: 'declined_by_network',
    reason: decline.declineCode ?? decline.code,
    risk_level: 'normal',
    seller_message: 'The bank did not approve this payment.',
    type: 'issuer_declined',
  };
}

function cardDetails(intent: PaymentIntent, attempt: Attempt): Charge['payment_method_details'] {
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 } =
    attempt.method.paymentMethod.card;
  const approved = attempt.decline === null;
  return {
    type: 'card',
    card: {
      amount_authorized: approved ? intent.amount : null,
      authorization_code: approved ? '123456' : null,
      brand,
      checks,
      country,
      exp_month,
      exp_year,
      fingerprint,
      funding,
      installments: null,
      last4,
      mandate: null,
      network: brand,
      network_token: { used: false },
      three_d_secure: attempt.authenticated ? { result: 'authenticated', version: '2.2.0' } : null,
      wallet: null,
    },
  };
}
