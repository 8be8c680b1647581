/** Giving money back: never more than was taken, in as many parts as the caller likes. */
import type { Change, Context } from './change.ts';
import { mergeMetadata } from './metadata.ts';
import { formatMoney } from './money.ts';
import type { Charge, Metadata, Refund } from './objects.ts';
import { invalidRequest } from './stripe-error.ts';
import { testCardByToken } from './test-cards.ts';

export interface RefundRequest {
  amount?: number;
  reason?: string;
  metadata?: Metadata | '';
}

export function createRefund(
  charge: Charge,
  request: RefundRequest & { testCardToken: string },
  context: Context,
): Change {
  assertRefundable(charge);
  const left = charge.amount - charge.amount_refunded;
  const amount = request.amount ?? left;
  assertAmount(charge, amount, left);
  const refund: Refund = {
    id: context.newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: context.now,
    currency: charge.currency,
    destination_details: { card: { reference_status: 'pending', type: 'refund' }, type: 'card' },
    metadata: mergeMetadata({}, request.metadata),
    payment_intent: charge.payment_intent,
    reason: request.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: testCardByToken(request.testCardToken)?.refund === 'pending' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  const refunded = withRefunded(charge, charge.amount_refunded + amount);
  const previous = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
  return {
    refund,
    charge: refunded,
    events: [
      { type: 'refund.created', object: refund },
      { type: 'charge.refunded', object: refunded, previous },
    ],
  };
}

export function updateRefund(refund: Refund, metadata: Metadata | '' | undefined): Change {
  const updated = { ...refund, metadata: mergeMetadata(refund.metadata, metadata) };
  const previous = { metadata: refund.metadata };
  return { refund: updated, events: [{ type: 'refund.updated', object: updated, previous }] };
}

/** Whether the bank has yet to say how this refund ends. */
export function isUnsettled(refund: Refund, testCardToken: string): boolean {
  const fate = testCardByToken(testCardToken)?.refund;
  return refund.status === 'pending' || (refund.status === 'succeeded' && fate === 'fails');
}

/** A pending refund arrives; one on a `refundFail` card comes back, and the money counts as not refunded. */
export function settleRefund(refund: Refund, charge: Charge): Change {
  const previous = { status: refund.status };
  if (refund.status === 'pending') {
    const arrived: Refund = { ...refund, status: 'succeeded' };
    return { refund: arrived, events: [{ type: 'refund.updated', object: arrived, previous }] };
  }
  const failed: Refund = { ...refund, status: 'failed', failure_reason: 'expired_or_canceled_card' };
  return {
    refund: failed,
    charge: withRefunded(charge, charge.amount_refunded - refund.amount),
    events: [
      { type: 'refund.updated', object: failed, previous },
      { type: 'refund.failed', object: failed, previous },
    ],
  };
}

function assertRefundable(charge: Charge): void {
  if (charge.status !== 'succeeded') {
    throw invalidRequest(`Charge ${charge.id} has failed and has no money to refund.`, { param: 'charge' });
  }
  if (charge.disputed) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (charge.refunded) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
}

/** Stripe gives this refusal no `code`: it is known by `param` and its text. */
function assertAmount(charge: Charge, amount: number, left: number): void {
  if (amount < 1) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  if (amount <= left) return;
  const [limit, name] =
    amount > charge.amount ? [charge.amount, 'charge amount'] : [left, 'unrefunded amount on charge'];
  throw invalidRequest(
    `Refund amount (${formatMoney(amount, charge.currency)}) is greater than ${name} (${formatMoney(limit, charge.currency)})`,
    { param: 'amount' },
  );
}

function withRefunded(charge: Charge, amountRefunded: number): Charge {
  return { ...charge, amount_refunded: amountRefunded, refunded: amountRefunded === charge.amount };
}
