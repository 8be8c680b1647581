import type { StripeEvent } from '../domain/objects.ts';
import type { StoredEndpoint } from '../domain/webhook.ts';
import { signatureHeader } from './signature.ts';

const timeoutMs = 10_000;

export interface Answer {
  status: number | null;
  error?: string;
}

/** Posts the event once; whatever goes wrong comes back as an answer without a status. */
export async function sendWebhook(
  event: StripeEvent,
  to: StoredEndpoint,
  options: { nowMs: number; stopped: AbortSignal },
): Promise<Answer> {
  const body = JSON.stringify(event, null, 2);
  try {
    const response = await fetch(to.endpoint.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), options.stopped]),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signatureHeader(body, to.secret, Math.floor(options.nowMs / 1000)),
      },
      body,
    });
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return { status: null, error: cause instanceof Error ? cause.message : 'no connection' };
  }
}
