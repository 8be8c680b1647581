// Stripe's objects in our words.
import type { Stripe } from 'stripe';
import type { Decline, Intent, ProviderRefund } from '../domain/ports.ts';
import { checked } from './stripe-errors.ts';

const statuses: Partial<Record<Stripe.PaymentIntent.Status, Intent['status']>> = {
  processing: 'processing',
  succeeded: 'succeeded',
  canceled: 'canceled',
};

export function toIntent(answer: Stripe.PaymentIntent): Intent {
  const intent = checked(answer, 'payment_intent');
  return {
    intentId: intent.id,
    status: statuses[intent.status] ?? 'open',
    clientSecret: intent.client_secret ?? '',
    capturedCents: intent.amount_received,
    currency: intent.currency.toUpperCase(),
    orderId: intent.metadata['orderId'] ?? null,
    decline: toDecline(intent),
  };
}

/** A refusal by the bank names its charge; one before the bank was asked (3-D Secure failed) only the card that was tried. */
function toDecline(intent: Stripe.PaymentIntent): Decline | null {
  const error = intent.last_payment_error;
  if (!error) return null;
  const attemptId = error.charge ?? `${intent.id}:${error.payment_method?.id ?? 'unknown'}`;
  const code = error.decline_code ?? error.code ?? 'card_declined';
  return { attemptId, code, message: error.message ?? 'The card was declined.' };
}

export function toRefund(answer: Stripe.Refund): ProviderRefund {
  const refund = checked(answer, 'refund');
  const stands = refund.status !== 'failed' && refund.status !== 'canceled';
  return { refundId: refund.metadata?.['refundId'] ?? null, amountCents: refund.amount, stands };
}
