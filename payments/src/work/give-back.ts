// The task of one refund: the provider gives the money back once, however often it is asked.
import type { Outbox } from '@turnout/common/outbox';
import type { Logger } from '@turnout/common/runtime';
import { chargeMessage, isCaptured, refundCharge } from '../domain/charge.ts';
import type { Charge } from '../domain/charge.ts';
import { GatewayError } from '../domain/ports.ts';
import type { Gateway } from '../domain/ports.ts';
import type { Task } from '../domain/task.ts';
import type { PaymentStore } from '../store/payment.store.ts';
import type { TaskResult } from './worker.ts';

export interface GiveBackDeps {
  outbox: Outbox;
  payments: PaymentStore;
  gateway: Gateway;
  logger: Logger;
}

type Refund = NonNullable<Task['refund']>;

export function createGiveBack(deps: GiveBackDeps): (task: Task) => Promise<TaskResult> {
  const { payments } = deps;
  return async ({ refund, tries }) => {
    if (!refund) return 'done';
    const charge = await payments.findCharge(refund.chargeId);
    if (!charge || !isCaptured(charge))
      throw new Error(`charge ${refund.chargeId} has no money to give back`);
    if (charge.refunds.some(({ refundId }) => refundId === refund.refundId)) return 'done';
    if (charge.provider !== 'none') await atProvider(deps, { charge, refund, again: tries > 1 });
    await record(deps, charge.orderId, refund);
    return 'done';
  };
}

/** Idempotency keys are kept for a day, refunds for ever: before a repetition the provider's own list is asked. */
async function atProvider(
  deps: GiveBackDeps,
  given: { charge: Charge; refund: Refund; again: boolean },
): Promise<void> {
  const { gateway, logger } = deps;
  const { charge, refund } = given;
  const { refundId, amountCents } = refund;
  if (given.again && (await refundsOf(gateway, charge)).some((each) => each.refundId === refundId)) return;
  try {
    await gateway.refund({ intentId: charge.providerId, refundId, amountCents });
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'refused') throw error;
    const found = await refundsOf(gateway, charge);
    if (found.some((each) => each.refundId === refundId)) return;
    const returnedCents = found.reduce((sum, each) => sum + each.amountCents, 0);
    if (returnedCents < charge.amountCents) throw error;
    logger.error(
      { refundId, chargeId: charge.chargeId },
      'the whole charge was given back at the provider already',
    );
  }
}

async function refundsOf(gateway: Gateway, charge: Charge) {
  return (await gateway.listRefunds(charge.providerId)).filter(({ stands }) => stands);
}

async function record({ outbox, payments }: GiveBackDeps, orderId: string, refund: Refund): Promise<void> {
  const { chargeId, refundId, amountCents } = refund;
  await outbox.commit(async ({ publish }) => {
    const file = await payments.lock(orderId);
    const charge = file?.charges.find((each) => each.chargeId === chargeId);
    if (!file || !charge) throw new Error(`charge ${chargeId} vanished`);
    const refunded = refundCharge(charge, { refundId, amountCents });
    if (refunded === charge) return;
    await payments.save(file.payment, [refunded]);
    publish(chargeMessage('ChargeRefunded', refunded));
  });
}
