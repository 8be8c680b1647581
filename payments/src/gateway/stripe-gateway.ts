// The card provider by Stripe's SDK: the only place that knows Stripe's words.
import StripeSdk from 'stripe';
import type { Stripe } from 'stripe';
import type { Gateway, Intent, ProviderRefund } from '../domain/ports.ts';
import { checked, guarded } from './stripe-errors.ts';
import { toIntent, toRefund } from './stripe-objects.ts';

export interface StripeOptions {
  secretKey: string;
  /** Null for Stripe itself. */
  apiBase: string | null;
  timeoutMs?: number;
  maxNetworkRetries?: number;
}

const pageSize = 100;
const mostPages = 1_000;

export function createStripe(options: StripeOptions): Stripe {
  const { secretKey, apiBase, timeoutMs = 8_000, maxNetworkRetries = 2 } = options;
  return new StripeSdk(secretKey, {
    timeout: timeoutMs,
    maxNetworkRetries,
    telemetry: false,
    appInfo: { name: 'Turnout' },
    ...(apiBase === null ? {} : addressOf(new URL(apiBase))),
  });
}

function addressOf(base: URL): { host: string; port: number; protocol: 'http' | 'https' } {
  const protocol = base.protocol === 'https:' ? 'https' : 'http';
  return { host: base.hostname, protocol, port: Number(base.port || (protocol === 'https' ? 443 : 80)) };
}

export function createStripeGateway(stripe: Stripe): Gateway {
  return {
    start({ orderId, eventId, chargeId, amountCents, currency, key }) {
      return guarded(async () => {
        const metadata = { orderId, eventId, chargeId };
        const wanted = {
          amount: amountCents,
          currency: currency.toLowerCase(),
          payment_method_types: ['card'],
          metadata,
        };
        return toIntent(await stripe.paymentIntents.create(wanted, { idempotencyKey: key }));
      });
    },
    retrieve: (intentId) => guarded(async () => toIntent(await stripe.paymentIntents.retrieve(intentId))),
    cancel(intentId) {
      return guarded(async () => {
        const reason = { cancellation_reason: 'abandoned' as const };
        return toIntent(await stripe.paymentIntents.cancel(intentId, reason));
      });
    },
    refund({ intentId, refundId, amountCents }) {
      return guarded(async () => {
        const wanted = { payment_intent: intentId, amount: amountCents, metadata: { refundId } };
        return toRefund(await stripe.refunds.create(wanted, { idempotencyKey: refundId }));
      });
    },
    async listRefunds(intentId) {
      const found: ProviderRefund[] = [];
      const ask = (after: object) =>
        stripe.refunds.list({ payment_intent: intentId, limit: pageSize, ...after });
      for await (const page of pages(ask)) found.push(...page.map(toRefund));
      return found;
    },
    async *listIntents(createdSince) {
      const created = { gte: Math.floor(createdSince.getTime() / 1_000) };
      const ask = (after: object) => stripe.paymentIntents.list({ created, limit: pageSize, ...after });
      for await (const page of pages(ask)) yield page.map((item): Intent => toIntent(item));
    },
  };
}

interface Listed<T> {
  object: string;
  data: T[];
  has_more: boolean;
}

/** Follows a list page by page; each page is asked for under the same guard as any call. */
async function* pages<T extends { id: string }>(
  ask: (after: object) => Promise<Listed<T>>,
): AsyncGenerator<T[]> {
  let after = {};
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await guarded(async () => checked(await ask(after), 'list'));
    yield answer.data;
    const last = answer.data.at(-1);
    if (!answer.has_more || !last) return;
    after = { starting_after: last.id };
  }
}
