// Stripe's webhooks: who signed them is checked over the raw bytes, before anything in them is believed.
import { AppError } from '@turnout/common/errors';
import type { Stripe } from 'stripe';
import type { Notice, NoticeReader } from '../domain/ports.ts';
import { toIntent } from './stripe-objects.ts';

/** A notice only makes us look at the provider, so an old one that is played back does no harm; a skewed clock must not either. */
const toleranceSeconds = 900;

export function createNoticeReader(stripe: Stripe, secret: string): NoticeReader {
  return {
    read(body, signature) {
      const event = verified(() => stripe.webhooks.constructEvent(body, signature, secret, toleranceSeconds));
      return toNotice(event);
    },
  };
}

function verified(construct: () => Stripe.Event): Stripe.Event {
  try {
    return construct();
  } catch (cause) {
    throw new AppError('bad-request', 'signature-invalid', 'The signature does not fit the body.', { cause });
  }
}

function toNotice(event: Stripe.Event): Notice {
  const notice: Notice = { noticeId: event.id, type: event.type, intent: null, failedRefundId: null };
  if (event.type === 'refund.failed')
    return { ...notice, failedRefundId: event.data.object.metadata?.['refundId'] ?? event.data.object.id };
  if (!event.type.startsWith('payment_intent.')) return notice;
  return { ...notice, intent: toIntent(event.data.object as Stripe.PaymentIntent) };
}
