/** The test cards: Stripe's own numbers and `pm_card_…` names, each with what the sandbox makes of it. */
import type { DeclineName } from './declines.ts';

export interface TestCard {
  token: string;
  number: string;
  brand: string;
  funding: 'credit' | 'debit' | 'prepaid';
  /** What a person reads in the list of cards. */
  note: string;
  needsAuthentication?: true;
  declined?: DeclineName;
  dispute?: 'fraudulent' | 'product_not_received';
  refund?: 'pending' | 'fails';
  /** The payment stays `processing` for a while before it ends; real cards never do, bank debits do. */
  processing?: true;
}

const visa = { brand: 'visa', funding: 'credit' } as const;

export const testCards: readonly TestCard[] = [
  { ...visa, token: 'pm_card_visa', number: '4242424242424242', note: 'Pays' },
  {
    ...visa,
    token: 'pm_card_visa_debit',
    number: '4000056655665556',
    funding: 'debit',
    note: 'Pays (debit)',
  },
  {
    token: 'pm_card_mastercard',
    number: '5555555555554444',
    brand: 'mastercard',
    funding: 'credit',
    note: 'Pays',
  },
  {
    token: 'pm_card_mastercard_debit',
    number: '5200828282828210',
    brand: 'mastercard',
    funding: 'debit',
    note: 'Pays (debit)',
  },
  {
    token: 'pm_card_amex',
    number: '378282246310005',
    brand: 'amex',
    funding: 'credit',
    note: 'Pays; 4-digit CVC',
  },
  {
    token: 'pm_card_discover',
    number: '6011111111111117',
    brand: 'discover',
    funding: 'credit',
    note: 'Pays',
  },
  {
    ...visa,
    token: 'pm_card_chargeDeclined',
    number: '4000000000000002',
    note: 'Declined by the bank, no reason given',
    declined: 'generic_decline',
  },
  {
    ...visa,
    token: 'pm_card_chargeDeclinedInsufficientFunds',
    number: '4000000000009995',
    note: 'Declined: insufficient funds',
    declined: 'insufficient_funds',
  },
  {
    ...visa,
    token: 'pm_card_chargeDeclinedLostCard',
    number: '4000000000009987',
    note: 'Declined: reported lost',
    declined: 'lost_card',
  },
  {
    ...visa,
    token: 'pm_card_chargeDeclinedStolenCard',
    number: '4000000000009979',
    note: 'Declined: reported stolen',
    declined: 'stolen_card',
  },
  {
    ...visa,
    token: 'pm_card_chargeDeclinedExpiredCard',
    number: '4000000000000069',
    note: 'Declined: expired',
    declined: 'expired_card',
  },
  {
    ...visa,
    token: 'pm_card_chargeDeclinedIncorrectCvc',
    number: '4000000000000127',
    note: 'Declined: wrong CVC',
    declined: 'incorrect_cvc',
  },
  {
    ...visa,
    token: 'pm_card_chargeDeclinedProcessingError',
    number: '4000000000000119',
    note: 'Declined: processing error',
    declined: 'processing_error',
  },
  {
    ...visa,
    token: 'pm_card_chargeDeclinedVelocityLimitExceeded',
    number: '4000000000006975',
    note: 'Declined: too many attempts',
    declined: 'card_velocity_exceeded',
  },
  {
    ...visa,
    token: 'pm_card_radarBlock',
    number: '4100000000000019',
    note: 'Blocked as fraud',
    declined: 'fraudulent',
  },
  {
    ...visa,
    token: 'pm_card_threeDSecure2Required',
    number: '4000000000003220',
    note: '3-D Secure, then pays',
    needsAuthentication: true,
  },
  {
    ...visa,
    token: 'pm_card_threeDSecureRequired',
    number: '4000000000003063',
    note: '3-D Secure, then pays',
    needsAuthentication: true,
  },
  {
    ...visa,
    token: 'pm_card_authenticationRequired',
    number: '4000002760003184',
    note: '3-D Secure on every payment, then pays',
    needsAuthentication: true,
  },
  {
    ...visa,
    token: 'pm_card_authenticationRequiredOnSetup',
    number: '4000002500003155',
    note: '3-D Secure, then pays',
    needsAuthentication: true,
  },
  {
    ...visa,
    token: 'pm_card_threeDSecureRequiredChargeDeclined',
    number: '4000008400001629',
    note: '3-D Secure, then declined',
    needsAuthentication: true,
    declined: 'generic_decline',
  },
  {
    ...visa,
    token: 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds',
    number: '4000008260003178',
    note: '3-D Secure, then insufficient funds',
    needsAuthentication: true,
    declined: 'insufficient_funds',
  },
  {
    ...visa,
    token: 'pm_card_threeDSecureOptional',
    number: '4000000000003055',
    note: 'Pays; 3-D Secure not asked',
  },
  {
    ...visa,
    token: 'pm_card_createDispute',
    number: '4000000000000259',
    note: 'Pays, then disputed as fraud',
    dispute: 'fraudulent',
  },
  {
    ...visa,
    token: 'pm_card_createDisputeProductNotReceived',
    number: '4000000000002685',
    note: 'Pays, then disputed as not received',
    dispute: 'product_not_received',
  },
  {
    ...visa,
    token: 'pm_card_pendingRefund',
    number: '4000000000007726',
    note: 'Pays; refunds stay pending for a while',
    refund: 'pending',
  },
  {
    ...visa,
    token: 'pm_card_refundFail',
    number: '4000000000005126',
    note: 'Pays; refunds fail a little later',
    refund: 'fails',
  },
  {
    ...visa,
    token: 'pm_sandbox_processing',
    number: '4000000000010001',
    note: 'Sandbox only: processing for a while, then pays',
    processing: true,
  },
  {
    ...visa,
    token: 'pm_sandbox_processingDeclined',
    number: '4000000000010019',
    note: 'Sandbox only: processing for a while, then declined',
    processing: true,
    declined: 'generic_decline',
  },
];

const byToken = new Map(testCards.map((card) => [card.token, card]));
const byNumber = new Map(testCards.map((card) => [card.number, card]));

/** Stripe spells some tokens with the brand (`pm_card_visa_chargeDeclined…`); both spellings are known here. */
export function testCardByToken(token: string): TestCard | undefined {
  return byToken.get(token.replace(/^pm_card_visa_(?=charge)/, 'pm_card_'));
}

export function testCardByNumber(number: string): TestCard | undefined {
  return byNumber.get(number);
}
