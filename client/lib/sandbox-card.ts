// Confirms a card with the local payment sandbox the way Stripe.js does it with Stripe: straight from the browser, so that
// card data never touches our servers.
import { onlyDigits, parseExpiry, type CardFields } from './card.ts';
import { send } from './http.ts';
import type { Payment } from './types.ts';

export type ConfirmResult =
  { kind: 'submitted' } | { kind: 'redirect'; url: string } | { kind: 'declined'; message: string };

interface ConfirmCard {
  apiBase: string;
  publishableKey: string;
  payment: Payment;
  card: CardFields;
  returnUrl: string;
}

interface IntentAnswer {
  status?: string;
  next_action?: { redirect_to_url?: { url?: string } } | null;
  last_payment_error?: { message?: string } | null;
  error?: { message?: string };
}

export async function confirmSandboxCard(options: ConfirmCard): Promise<ConfirmResult> {
  const { apiBase, publishableKey, payment, card, returnUrl } = options;
  const expiry = parseExpiry(card.expiry);
  const form = new URLSearchParams({
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': onlyDigits(card.number),
    'payment_method_data[card][exp_month]': String(expiry?.month ?? ''),
    'payment_method_data[card][exp_year]': String(expiry?.year ?? ''),
    'payment_method_data[card][cvc]': onlyDigits(card.cvc),
    'payment_method_data[billing_details][name]': card.name.trim(),
    client_secret: payment.clientSecret ?? '',
    key: publishableKey,
    return_url: returnUrl,
  });
  const url = `${apiBase.replace(/\/$/, '')}/v1/payment_intents/${encodeURIComponent(payment.providerId)}/confirm`;
  const response = await send(url, { method: 'POST', body: form, signal: AbortSignal.timeout(30_000) });
  return resultOf((await response.json()) as IntentAnswer);
}

function resultOf(answer: IntentAnswer): ConfirmResult {
  const declined = answer.error?.message ?? answer.last_payment_error?.message;
  const redirect = answer.next_action?.redirect_to_url?.url;
  if (answer.error) return { kind: 'declined', message: declined ?? 'Your card was declined.' };
  if (answer.status === 'requires_action' && redirect) return { kind: 'redirect', url: redirect };
  if (answer.status === 'succeeded' || answer.status === 'processing') return { kind: 'submitted' };
  return { kind: 'declined', message: declined ?? 'The payment did not go through. Please try again.' };
}
