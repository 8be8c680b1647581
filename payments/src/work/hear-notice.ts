// A verified webhook makes us look at the intent it is about; what it says itself is believed only of a refusal.
import { AppError } from '@turnout/common/errors';
import type { Logger } from '@turnout/common/runtime';
import type { Gateway, Intent, Notice } from '../domain/ports.ts';
import { GatewayError } from '../domain/ports.ts';
import type { PaymentStore } from '../store/payment.store.ts';
import type { TaskStore } from '../store/task.store.ts';
import type { PaymentMetrics } from './metrics.ts';
import type { Observe } from './observe.ts';

export interface HearDeps {
  payments: PaymentStore;
  tasks: TaskStore;
  gateway: Gateway;
  observe: Observe;
  metrics: PaymentMetrics;
  logger: Logger;
  now(): Date;
}

/** Resolves when all that the notice can tell is committed. Throws `unavailable`, so that it is sent again. */
export type HearNotice = (notice: Notice) => Promise<void>;

export function createHearNotice(deps: HearDeps): HearNotice {
  const { payments, tasks, gateway, observe, metrics, logger, now } = deps;

  async function hearOf(told: Intent): Promise<'ignored' | 'known' | 'handled'> {
    const file = told.orderId === null ? null : await payments.find(told.orderId);
    if (file?.payment.providerId !== told.intentId) return 'ignored';
    if (file.payment.closed === 'succeeded' && told.decline === null) return 'known';
    const intent = await gateway.retrieve(told.intentId);
    await observe(file.payment.orderId, { intent, by: 'webhook', declines: [told.decline] });
    return 'handled';
  }

  return async ({ noticeId, type, intent: told, failedRefundId }) => {
    if (failedRefundId !== null) {
      metrics.failedRefunds.inc();
      logger.error(
        { noticeId, refundId: failedRefundId },
        'a refund came back: the buyer must be paid another way',
      );
    }
    try {
      const outcome = told ? await hearOf(told) : 'ignored';
      metrics.webhooks.inc({ outcome });
    } catch (error) {
      metrics.webhooks.inc({ outcome: 'postponed' });
      logger.warn({ error, noticeId, type }, 'webhook not handled yet');
      if (!(error instanceof GatewayError)) throw error;
      if (told?.orderId) await tasks.lookNow(told.orderId, now());
      const again = { retryAfterSeconds: 2, cause: error };
      throw new AppError('unavailable', 'provider-unavailable', 'Please send this again.', again);
    }
  };
}
