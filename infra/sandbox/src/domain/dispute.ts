import type { Context } from './change.ts';
import type { Charge, Dispute } from './objects.ts';

const evidenceSeconds = 7 * 24 * 3600;

/** The payer went to the bank instead of the promoter: the money is gone and cannot be refunded any more. */
export function makeDispute(charge: Charge, reason: string, context: Context): Dispute {
  return {
    id: context.newId('du'),
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: context.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {},
    evidence_details: {
      due_by: context.now + evidenceSeconds,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status: 'needs_response',
  };
}
