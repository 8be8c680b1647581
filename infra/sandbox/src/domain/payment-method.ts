/** Turns what the payer gave (a test token or a typed card) into a payment method, or says what is wrong with it. */
import type { Context } from './change.ts';
import type { BillingDetails, StoredPaymentMethod } from './objects.ts';
import { StripeError, noSuch } from './stripe-error.ts';
import { testCardByNumber, testCardByToken, type TestCard } from './test-cards.ts';

export interface CardInput {
  number: string;
  exp_month: number;
  exp_year: number;
  cvc?: string;
}

export interface BillingInput {
  address?: Partial<BillingDetails['address']>;
  email?: string;
  name?: string;
  phone?: string;
}

const noAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

export function methodFromToken(token: string, context: Context): StoredPaymentMethod {
  const card = testCardByToken(token);
  if (!card) throw noSuch('PaymentMethod', token, { status: 400, param: 'payment_method' });
  const expiresInYear = new Date(context.now * 1000).getUTCFullYear() + 1;
  return storedMethod(card, { exp_month: 12, exp_year: expiresInYear, cvcCheck: null, billing: {} }, context);
}

export function methodFromCard(
  input: CardInput,
  billing: BillingInput,
  context: Context,
): StoredPaymentMethod {
  const number = input.number.replaceAll(/[ -]/g, '');
  const expYear = input.exp_year < 100 ? input.exp_year + 2000 : input.exp_year;
  assertNumber(number);
  assertExpiry(input.exp_month, expYear, context.now);
  assertCvc(number, input.cvc);
  const card = testCardByNumber(number);
  if (!card) {
    throw new StripeError(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'test_mode_live_card',
      message: 'Your card was declined. Your request was in test mode, but used a non test (live) card.',
      param: 'number',
    });
  }
  const cvcCheck = input.cvc === undefined ? null : card.declined === 'incorrect_cvc' ? 'fail' : 'pass';
  return storedMethod(card, { exp_month: input.exp_month, exp_year: expYear, cvcCheck, billing }, context);
}

function assertNumber(number: string): void {
  if (!/^\d{12,19}$/.test(number))
    throw cardError('invalid_number', 'Your card number is invalid.', 'number');
  if (!passesLuhn(number)) throw cardError('incorrect_number', 'Your card number is incorrect.', 'number');
}

function assertExpiry(month: number, year: number, now: number): void {
  const today = new Date(now * 1000);
  if (month < 1 || month > 12) {
    throw cardError('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month');
  }
  if (year < today.getUTCFullYear() || year > today.getUTCFullYear() + 50) {
    throw cardError('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year');
  }
  if (year === today.getUTCFullYear() && month < today.getUTCMonth() + 1) {
    throw cardError('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month');
  }
}

function assertCvc(number: string, cvc: string | undefined): void {
  const length = /^3[47]/.test(number) ? '3,4' : '3';
  if (cvc !== undefined && !new RegExp(`^\\d{${length}}$`).test(cvc)) {
    throw cardError('invalid_cvc', "Your card's security code is invalid.", 'cvc');
  }
}

function cardError(code: string, message: string, param: string): StripeError {
  return new StripeError(402, { type: 'card_error', code, message, param });
}

export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < number.length; index += 1) {
    const digit = Number(number[number.length - 1 - index]);
    const doubled = digit * 2;
    if (index % 2 === 0) sum += digit;
    else sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

interface CardFacts {
  exp_month: number;
  exp_year: number;
  cvcCheck: string | null;
  billing: BillingInput;
}

function storedMethod(card: TestCard, facts: CardFacts, context: Context): StoredPaymentMethod {
  const id = context.newId('pm');
  const { billing } = facts;
  return {
    id,
    testCardToken: card.token,
    paymentMethod: {
      id,
      object: 'payment_method',
      allow_redisplay: 'unspecified',
      billing_details: {
        address: { ...noAddress, ...billing.address },
        email: billing.email ?? null,
        name: billing.name ?? null,
        phone: billing.phone ?? null,
        tax_id: null,
      },
      card: {
        brand: card.brand,
        checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: facts.cvcCheck },
        country: 'US',
        display_brand: card.brand,
        exp_month: facts.exp_month,
        exp_year: facts.exp_year,
        fingerprint: `sandbox${card.number.slice(-9)}`,
        funding: card.funding,
        generated_from: null,
        last4: card.number.slice(-4),
        networks: { available: [card.brand], preferred: null },
        three_d_secure_usage: { supported: true },
        wallet: null,
      },
      created: context.now,
      customer: null,
      livemode: false,
      metadata: {},
      type: 'card',
    },
  };
}
