// Starts or goes on with the payment of an order. What is about to be asked of the provider is saved first, its answer after:
// a crash in between is healed by asking again under the same key.
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '@turnout/common/errors';
import type { Outbox } from '@turnout/common/outbox';
import type { Logger } from '@turnout/common/runtime';
import type { Charge } from '../domain/charge.ts';
import { chargeMessage, endMessage } from '../domain/charge.ts';
import { assertMethod, assertPayable } from '../domain/order-copy.ts';
import type { OrderCopy, PaymentMethod } from '../domain/order-copy.ts';
import {
  completeFree,
  newPayment,
  openCardCharge,
  startAgain,
  startRequest,
  stopCharge,
} from '../domain/payment.ts';
import type { Payment } from '../domain/payment.ts';
import { GatewayError } from '../domain/ports.ts';
import type { Gateway, Intent } from '../domain/ports.ts';
import { intentTaskId, nextLookAt } from '../domain/task.ts';
import type { OrderCopyStore } from '../store/order-copy.store.ts';
import type { PaymentStore } from '../store/payment.store.ts';
import type { TaskStore } from '../store/task.store.ts';
import type { Adopt } from './adopt.ts';
import type { Observe } from './observe.ts';

export interface StartPaymentDeps {
  outbox: Outbox;
  payments: PaymentStore;
  orders: OrderCopyStore;
  tasks: TaskStore;
  gateway: Gateway;
  adopt: Adopt;
  observe: Observe;
  logger: Logger;
  newId(): string;
  now(): Date;
}

export interface StartedPayment {
  charge: Charge;
  /** Only while there is something to pay. */
  clientSecret: string | null;
}

export type StartPayment = (wanted: {
  userId: string;
  orderId: string;
  method: PaymentMethod;
}) => Promise<StartedPayment>;

const copyWaitMs = 2_000;
const copyPollMs = 40;

export function createStartPayment(deps: StartPaymentDeps): StartPayment {
  const { outbox, payments, orders, tasks, gateway, now } = deps;

  /** The order may have been made an instant ago: its message gets a moment to arrive. */
  async function awaitOrder(userId: string, orderId: string): Promise<OrderCopy> {
    const deadline = performance.now() + copyWaitMs;
    for (;;) {
      const order = await orders.find(orderId);
      if (order?.userId === userId) return order;
      if (order || performance.now() > deadline)
        throw new AppError('not-found', 'order-not-found', 'There is no such order.');
      await pause(copyPollMs);
    }
  }

  function payFree(order: OrderCopy): Promise<Charge> {
    return outbox.commit(async ({ publish }) => {
      const { file, current, making } = await lockPayable(order.orderId);
      const { payment, charges, charge } = completeFree(file, current, making);
      if (charges.length > file.charges.length) publish(endMessage(charge));
      await payments.save(payment, charges.slice(file.charges.length));
      return charge;
    });
  }

  function openCard(order: OrderCopy): Promise<{ charge: Charge; payment: Payment }> {
    return outbox.commit(async ({ publish }) => {
      const { file, current, making } = await lockPayable(order.orderId);
      const { payment, charges, charge } = openCardCharge(file, current, making);
      const opened = charges.slice(file.charges.length);
      await payments.save(payment, opened);
      if (payment.providerId !== null) publish(...opened.map((each) => chargeMessage('ChargeCreated', each)));
      if (charge.status === 'created') {
        const dueAt = nextLookAt({ now: making.now, ageMs: 0, expiresAt: current.expiresAt });
        const taskId = intentTaskId(order.orderId);
        await tasks.add({
          taskId,
          kind: 'watch',
          orderId: order.orderId,
          refund: null,
          dueAt,
          createdAt: making.now,
        });
      }
      return { charge, payment };
    });
  }

  async function lockPayable(orderId: string) {
    const file = await payments.lock(orderId);
    const current = await orders.find(orderId);
    if (!file || !current) throw new Error(`order ${orderId} vanished`);
    const making = { newId: deps.newId, now: now() };
    assertPayable(current, making.now);
    return { file, current, making };
  }

  async function startIntent(payment: Payment, order: OrderCopy): Promise<Intent> {
    try {
      const intent = await gateway.start(startRequest(payment, order));
      const intentId = await deps.adopt(order.orderId, intent);
      return intentId === intent.intentId ? intent : await gateway.retrieve(intentId);
    } catch (error) {
      if (error instanceof GatewayError) await forgetStart(payment, error);
      throw error;
    }
  }

  /** A refused start ends its charge; a spoiled key is replaced (what it may have made can never be paid: nobody has its secret). */
  async function forgetStart({ orderId, starts }: Payment, error: GatewayError): Promise<void> {
    if (error.kind !== 'refused' && !error.keySpent) return;
    await outbox.commit(async ({ publish }) => {
      const file = await payments.lock(orderId);
      if (!file || file.payment.starts !== starts || file.payment.providerId !== null) return;
      const stopped =
        error.kind === 'refused'
          ? file.charges.filter(({ status }) => status === 'created').map(stopCharge)
          : [];
      await payments.save(startAgain(file.payment), stopped);
      publish(...stopped.map(endMessage));
    });
  }

  /** The payer may have paid, or been declined, an instant ago. */
  async function lookAgain(orderId: string): Promise<Intent | null> {
    const providerId = (await payments.find(orderId))?.payment.providerId;
    if (!providerId) return null;
    const intent = await gateway.retrieve(providerId);
    await deps.observe(orderId, { intent, by: 'checkout' });
    return intent.status === 'canceled' ? null : intent;
  }

  async function payByCard(order: OrderCopy): Promise<StartedPayment> {
    const seen = await lookAgain(order.orderId);
    const { charge, payment } = await openCard(order);
    if (charge.status !== 'created') return { charge, clientSecret: null };
    const intent = seen ?? (await startIntent(payment, order));
    const ended = await orders.find(order.orderId);
    if (ended) assertPayable(ended, now());
    return { charge: { ...charge, providerId: intent.intentId }, clientSecret: intent.clientSecret };
  }

  return async ({ userId, orderId, method }) => {
    const order = await awaitOrder(userId, orderId);
    assertPayable(order, now());
    assertMethod(order, method);
    await payments.ensure(newPayment(order));
    if (method === 'free') return { charge: await payFree(order), clientSecret: null };
    try {
      return await payByCard(order);
    } catch (error) {
      throw error instanceof GatewayError ? refusalOf(error, deps.logger) : error;
    }
  };
}

function refusalOf(error: GatewayError, logger: Logger): AppError {
  logger.warn({ error }, 'the payment provider did not start a payment');
  if (error.kind === 'unavailable') {
    const message = 'The payment provider does not answer right now. Please try again in a moment.';
    return new AppError('unavailable', 'provider-unavailable', message, {
      retryAfterSeconds: 2,
      cause: error,
    });
  }
  return new AppError('conflict', 'payment-refused', 'The payment provider does not take this payment.', {
    cause: error,
  });
}
