// Brings our charges in line with what the provider says of an intent, whoever asked it and why.
import type { Outbox } from '@turnout/common/outbox';
import { endMessage } from '../domain/charge.ts';
import { afterSight, observeIntent } from '../domain/payment.ts';
import type { Decline, Intent } from '../domain/ports.ts';
import type { PaymentStore } from '../store/payment.store.ts';
import type { PaymentMetrics } from './metrics.ts';

/** Who looked: a change found by any but the webhook is one that a webhook failed to tell in time. */
export type Observer = 'webhook' | 'checkout' | 'task' | 'reconciler';

export interface Sight {
  intent: Intent;
  by: Observer;
  /** Refusals that are known besides the latest one. */
  declines?: (Decline | null)[];
}

/** Records a sight of one of our intents; of any other intent, nothing. */
export type Observe = (orderId: string, sight: Sight) => Promise<void>;

export interface ObserveDeps {
  outbox: Outbox;
  payments: PaymentStore;
  metrics: PaymentMetrics;
  newId(): string;
  now(): Date;
}

export function createObserve({ outbox, payments, metrics, newId, now }: ObserveDeps): Observe {
  return async (orderId, { intent, by, declines: others = [] }) => {
    const declines = [...others, intent.decline].filter((decline) => decline !== null);
    const decide = (file: Awaited<ReturnType<PaymentStore['find']>>) => {
      if (!file || file.payment.providerId !== intent.intentId) return null;
      const changed = observeIntent(file, { intent, declines }, { newId, now: now() });
      const payment = afterSight(file.payment, intent);
      return changed.length > 0 || payment.closed !== file.payment.closed ? { payment, changed } : null;
    };
    // Most looks find nothing new: they take no lock.
    if (!decide(await payments.find(orderId))) return;
    const changes = await outbox.commit(async ({ publish }) => {
      const decision = decide(await payments.lock(orderId));
      if (!decision) return 0;
      await payments.save(decision.payment, decision.changed);
      publish(...decision.changed.map(endMessage));
      return decision.changed.length;
    });
    if (by !== 'webhook' && changes > 0) metrics.healed.inc({ by }, changes);
  };
}
