/** The one way a decision takes effect: commit, wait for the disk, then send its webhooks and let time do the rest. */
import type { Change, Context } from './domain/change.ts';
import { settleIntent } from './domain/payment-intent.ts';
import { isUnsettled, settleRefund } from './domain/refund.ts';
import type { Ledger, Origin } from './store/ledger.ts';
import type { Row } from './store/tables.ts';
import type { Dispatcher } from './webhooks/dispatcher.ts';

export interface Recorder {
  record(change: Change, origin: Origin, extra?: () => Row[]): Promise<void>;
  /** Takes up what an earlier run left unsettled. */
  resume(): void;
  close(): void;
}

export interface RecorderOptions {
  ledger: Ledger;
  dispatcher: Dispatcher;
  context: () => Context;
  /** How long `processing` payments and pending refunds take. */
  settleAfterMs: number;
}

const nobody: Origin = { requestId: null, idempotencyKey: null };

export function createRecorder({ ledger, dispatcher, context, settleAfterMs }: RecorderOptions): Recorder {
  const { tables } = ledger;
  const timers = new Set<NodeJS.Timeout>();

  async function record(change: Change, origin: Origin, extra?: () => Row[]): Promise<void> {
    const deliveries = ledger.commit(change, origin, extra);
    await ledger.durable();
    dispatcher.send(deliveries);
    if (change.intent?.status === 'processing') settleLater(change.intent.id, settlePayment);
    if (change.refund) settleRefundLater(change.refund.id);
  }

  function settleLater(id: string, settle: (id: string) => Change | null): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const change = settle(id);
      if (change) void record(change, nobody);
    }, settleAfterMs);
    timers.add(timer);
  }

  function settlePayment(id: string): Change | null {
    const intent = tables.payment_intent.get(id);
    const method = tables.payment_method.get(intent?.payment_method ?? '');
    return intent?.status === 'processing' && method ? settleIntent(intent, method, context()) : null;
  }

  function settleRefundLater(id: string): void {
    if (unsettledRefund(id)) settleLater(id, unsettledRefund);
  }

  function unsettledRefund(id: string): Change | null {
    const refund = tables.refund.get(id);
    const charge = tables.charge.get(refund?.charge ?? '');
    const token = tables.payment_method.get(charge?.payment_method ?? '')?.testCardToken;
    if (!refund || !charge || token === undefined) return null;
    return isUnsettled(refund, token) ? settleRefund(refund, charge) : null;
  }

  return {
    record,
    resume() {
      for (const intent of tables.payment_intent.values()) {
        if (intent.status === 'processing') settleLater(intent.id, settlePayment);
      }
      for (const refund of tables.refund.values()) settleRefundLater(refund.id);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
