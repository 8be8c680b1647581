// The payment of one order: the one intent its attempts share, so that at most one of them can take money.
import type { Charge } from './charge.ts';
import { completeCharge, failCharge, isCaptured, newCharge } from './charge.ts';
import type { OrderCopy } from './order-copy.ts';
import type { Decline, Intent, StartIntent } from './ports.ts';
import { isFinal } from './ports.ts';

export interface Payment {
  orderId: string;
  eventId: string;
  userId: string;
  provider: string;
  /** Null until the provider's answer to the start was saved. */
  providerId: string | null;
  /** How often an intent was asked for under a new key: once, unless the provider spoiled a key or canceled the intent. */
  starts: number;
  /** The first charge: it names the intent for ever, so that repeating the start repeats it exactly. */
  startedBy: string | null;
  closed: 'succeeded' | 'canceled' | null;
}

/** A payment with all its attempts, oldest first. */
export interface PaymentFile {
  payment: Payment;
  charges: Charge[];
}

export interface Making {
  newId(): string;
  now: Date;
}

export function newPayment(order: OrderCopy): Payment {
  const { orderId, eventId, userId } = order;
  return {
    orderId,
    eventId,
    userId,
    provider: 'stripe',
    providerId: null,
    starts: 1,
    startedBy: null,
    closed: null,
  };
}

/** The attempt to go on with: what was taken already, what is open, or a new one. */
export function openCardCharge(
  file: PaymentFile,
  order: OrderCopy,
  making: Making,
): PaymentFile & { charge: Charge } {
  const { charges } = file;
  const current = charges.find(isCaptured) ?? charges.find(({ status }) => status === 'created');
  if (current) return { ...file, charge: current };
  const payment = file.payment.closed === 'canceled' ? startAgain(file.payment) : file.payment;
  const charge = newCharge({
    ...cardChargeOf(payment, making),
    amountCents: order.totalCents,
    currency: order.currency,
  });
  return {
    payment: { ...payment, startedBy: payment.startedBy ?? charge.chargeId },
    charges: [...charges, charge],
    charge,
  };
}

/** An order that costs nothing is paid by saying so. */
export function completeFree(
  file: PaymentFile,
  order: OrderCopy,
  making: Making,
): PaymentFile & { charge: Charge } {
  const taken = file.charges.find(isCaptured);
  if (taken) return { ...file, charge: taken };
  const payment: Payment = { ...file.payment, provider: 'none', providerId: 'none', closed: 'succeeded' };
  const opened = newCharge({
    ...cardChargeOf(payment, making),
    method: 'free',
    amountCents: 0,
    currency: order.currency,
  });
  const charge = completeCharge(opened, { capturedCents: 0, currency: order.currency });
  return { payment, charges: [...file.charges, charge], charge };
}

/** Forgets an intent that can take no money any more; the next start asks under a new key. */
export function startAgain(payment: Payment): Payment {
  return { ...payment, providerId: null, closed: null, starts: payment.starts + 1 };
}

export function startRequest(payment: Payment, order: OrderCopy): StartIntent {
  const { orderId, eventId, starts, startedBy } = payment;
  const key = starts === 1 ? `order:${orderId}` : `order:${orderId}:${starts}`;
  const { totalCents: amountCents, currency } = order;
  return { orderId, eventId, chargeId: startedBy ?? orderId, amountCents, currency, key };
}

/**
 * What the provider knows, put beside what we know: the attempts that are new or have changed. A refusal is known by its
 * `attemptId`, a capture by a charge that has it, so any order and any number of tellings end the same.
 */
export function observeIntent(
  file: PaymentFile,
  seen: { intent: Intent; declines: Decline[] },
  making: Making,
): Charge[] {
  const { intent } = seen;
  const changed: Charge[] = [];
  let open = file.charges.find(({ status }) => status === 'created');
  const attempt = (): Charge => {
    const { capturedCents: amountCents, currency } = intent;
    const charge = open ?? newCharge({ ...cardChargeOf(file.payment, making), amountCents, currency });
    open = undefined;
    return charge;
  };
  const known = new Set(file.charges.map(({ attemptId }) => attemptId));
  for (const { attemptId, code, message } of seen.declines) {
    if (known.has(attemptId)) continue;
    known.add(attemptId);
    changed.push(failCharge(attempt(), { code, message, counts: true }, attemptId));
  }
  if (intent.status === 'succeeded' && !file.charges.some(isCaptured))
    changed.push(completeCharge(attempt(), intent));
  if (intent.status === 'canceled' && open) changed.push(stopCharge(open));
  return changed;
}

/** The payment after its intent was seen. */
export function afterSight(payment: Payment, intent: Intent): Payment {
  if (!isFinal(intent)) return payment;
  return { ...payment, closed: intent.status === 'succeeded' ? 'succeeded' : 'canceled' };
}

/** Ends an attempt that is not the payer's fault: the order ended first, or the provider will not have it. */
export function stopCharge(charge: Charge): Charge {
  return failCharge(charge, { code: 'payment-stopped', message: 'This payment was stopped.', counts: false });
}

function cardChargeOf(payment: Payment, making: Making) {
  const { orderId, eventId, userId, provider, providerId } = payment;
  const own = { chargeId: making.newId(), createdAt: making.now };
  return {
    ...own,
    orderId,
    eventId,
    userId,
    provider,
    method: 'card' as const,
    providerId: providerId ?? '',
  };
}
