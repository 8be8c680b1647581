// A charge is one attempt to take the money of one order: open, then taken or refused for good, perhaps given back.
import type { ChargeState, NewMessage } from '@turnout/common/messages';

/** What is stored: the public state, and what ties it to the provider's attempt. */
export interface Charge extends ChargeState {
  /** The provider's id of the refusal that failed it. */
  attemptId: string | null;
  createdAt: Date;
}

export type ChargeStatus = Charge['status'];

/** What may be done to a charge, by its status; whatever is not listed never happens. */
const allowedFrom = { complete: 'created', fail: 'created', refund: 'completed' } as const;
type Deed = keyof typeof allowedFrom;

class ForbiddenTransition extends Error {
  constructor(deed: Deed, status: ChargeStatus) {
    super(`cannot ${deed} a charge that is ${status}`);
    this.name = 'ForbiddenTransition';
  }
}

export type NewCharge = Pick<
  Charge,
  | 'chargeId'
  | 'orderId'
  | 'eventId'
  | 'userId'
  | 'method'
  | 'provider'
  | 'providerId'
  | 'amountCents'
  | 'currency'
  | 'createdAt'
>;

export function newCharge(given: NewCharge): Charge {
  return {
    ...given,
    version: 1,
    status: 'created',
    refundedCents: 0,
    refunds: [],
    failure: null,
    attemptId: null,
  };
}

/** The provider took the money: what it took counts, not what was asked for. */
export function completeCharge(charge: Charge, taken: { capturedCents: number; currency: string }): Charge {
  const { capturedCents: amountCents, currency } = taken;
  return after('complete', charge, { status: 'completed', amountCents, currency });
}

export function failCharge(
  charge: Charge,
  failure: NonNullable<Charge['failure']>,
  attemptId: string | null = null,
): Charge {
  return after('fail', charge, { status: 'failed', failure, attemptId });
}

/** Money went back. The same refund twice changes nothing. */
export function refundCharge(charge: Charge, refund: { refundId: string; amountCents: number }): Charge {
  if (charge.refunds.some(({ refundId }) => refundId === refund.refundId)) return charge;
  const refundedCents = charge.refundedCents + refund.amountCents;
  const status = refundedCents >= charge.amountCents ? 'refunded' : 'completed';
  return after('refund', charge, { status, refundedCents, refunds: [...charge.refunds, refund] });
}

/** Whether the money of this charge was ever taken. */
export function isCaptured(charge: Charge): boolean {
  return charge.status === 'completed' || charge.status === 'refunded';
}

export function chargeMessage(
  type: 'ChargeCreated' | 'ChargeFailed' | 'ChargeRefunded',
  charge: Charge,
): NewMessage {
  const { attemptId: _attempt, createdAt: _created, ...data } = charge;
  return { type, aggregateId: charge.chargeId, version: charge.version, data };
}

/** The message that tells how a charge ended. */
export function endMessage(charge: Charge): NewMessage {
  return chargeMessage(charge.status === 'failed' ? 'ChargeFailed' : 'ChargeCreated', charge);
}

function after(deed: Deed, charge: Charge, changes: Partial<Charge>): Charge {
  if (allowedFrom[deed] !== charge.status) throw new ForbiddenTransition(deed, charge.status);
  return { ...charge, ...changes, version: charge.version + 1 };
}
