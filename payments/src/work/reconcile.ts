// Compares the provider's list of intents with ours and heals what differs: a lost webhook, a start whose answer was lost.
import type { Logger } from '@turnout/common/runtime';
import type { Payment } from '../domain/payment.ts';
import type { Gateway, Intent } from '../domain/ports.ts';
import { isFinal } from '../domain/ports.ts';
import type { PaymentStore } from '../store/payment.store.ts';
import type { Adopt } from './adopt.ts';
import type { Observe } from './observe.ts';

export interface ReconcileDeps {
  payments: PaymentStore;
  gateway: Gateway;
  adopt: Adopt;
  observe: Observe;
  logger: Logger;
}

/** Looks at every intent created since then. One that cannot be healed now is logged and does not keep the others from it. */
export type Reconcile = (createdSince: Date) => Promise<void>;

export function createReconcile(deps: ReconcileDeps): Reconcile {
  return async (createdSince) => {
    for await (const page of deps.gateway.listIntents(createdSince)) {
      const orderIds = page.map(({ orderId }) => orderId).filter((orderId) => orderId !== null);
      const payments = new Map(
        (await deps.payments.findPayments(orderIds)).map((payment) => [payment.orderId, payment]),
      );
      for (const intent of page) {
        const payment = payments.get(intent.orderId ?? '');
        if (payment)
          await heal(deps, payment, intent).catch((error: unknown) =>
            deps.logger.warn({ error }, 'intent not healed yet'),
          );
      }
    }
  };
}

async function heal(
  { gateway, adopt, observe, logger }: ReconcileDeps,
  payment: Payment,
  intent: Intent,
): Promise<void> {
  const { orderId, closed } = payment;
  let { providerId } = payment;
  if (providerId === null && !isFinal(intent)) providerId = await adopt(orderId, intent);
  if (providerId === intent.intentId) {
    if (closed !== intent.status) await observe(orderId, { intent, by: 'reconciler' });
  } else if (intent.status === 'open') {
    logger.warn({ orderId, intentId: intent.intentId }, 'an intent that nobody was given is stopped');
    await gateway.cancel(intent.intentId);
  }
}

const recentMs = 3_600_000;
const dayMs = 90_000_000;
const wholeEvery = 60;

/** The moments to look back to: the last hour each time; 25 hours at the start and at every sixtieth turn. */
export function createLookback(now: () => Date): () => Date {
  let turn = 0;
  return () => {
    const backMs = turn % wholeEvery === 0 ? dayMs : recentMs;
    turn += 1;
    return new Date(now().getTime() - backMs);
  };
}
