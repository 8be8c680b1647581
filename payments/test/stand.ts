// Payments in process with everything around it real but the bus: Mongo, HTTP both ways, and the sandbox behind Stripe's SDK.
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDatabaseClock } from '@turnout/common/outbox';
import type { MessageType, OrderState } from '@turnout/common/messages';
import { newId } from '@turnout/common/runtime';
import { createTestKit, sampleOrder, toMessage } from '@turnout/common/testing';
import type { TestKit } from '@turnout/common/testing';
import { createSandbox } from '@turnout/sandbox';
import type { Sandbox } from '@turnout/sandbox';
import type { Express } from 'express';
import request from 'supertest';
import { createPaymentsApp } from '../src/app.ts';
import type { Gateway } from '../src/domain/ports.ts';
import { createStripe, createStripeGateway } from '../src/gateway/stripe-gateway.ts';
import { createNoticeReader } from '../src/gateway/stripe-notices.ts';
import { paymentsReactions } from '../src/reactions/index.ts';
import { createOrderCopyStore } from '../src/store/order-copy.store.ts';
import { createPaymentStore } from '../src/store/payment.store.ts';
import { createTaskStore } from '../src/store/task.store.ts';
import { createPaymentWork } from '../src/work/payment-work.ts';
import type { PaymentWork } from '../src/work/payment-work.ts';

const webhookSecret = 'whsec_stand';

/** A gateway whose calls tests may hinder: `before` and `after` run around the real call of that name. */
export interface Hindrances {
  before?: Partial<Record<keyof Gateway, () => void | Promise<unknown>>>;
  after?: Partial<Record<keyof Gateway, () => void | Promise<unknown>>>;
}

export interface Stand {
  kit: TestKit;
  sandbox: Sandbox;
  app: Express;
  work: PaymentWork;
  gateway: Gateway;
  hindrances: Hindrances;
  /** Moves the service's clock. */
  advance(ms: number): void;
  /** Lets the service hear of an order; returns it. */
  hear(type: MessageType & `Order${string}`, order: OrderState): Promise<OrderState>;
  order(over?: Partial<OrderState>): Promise<OrderState>;
  pay(order: OrderState, method?: string): request.Test;
  charges(order: OrderState): Promise<request.Response>;
  /** What a browser does with Stripe.js. */
  confirm(
    payment: { providerId: string; clientSecret: string },
    card: string,
  ): Promise<{ status: number; body: unknown }>;
  /** Does every task that is due. */
  doTasks(): Promise<void>;
  /** Types and charge states of what was published, in order. */
  told(): string[];
  stop(): Promise<void>;
}

export async function createStand(): Promise<Stand> {
  const kit = await createTestKit();
  let handler: RequestListener = (_request, response) => void response.writeHead(503).end();
  const own = await listen((incoming, answer) => handler(incoming, answer));
  const webhooks = { urls: [`${own.url}/api/payments/webhooks/stripe`], secret: webhookSecret };
  const sandbox = await createSandbox({ webhooks });
  const provider = await listen(sandbox.app);

  const { connection } = kit.mongo;
  const stores = {
    orders: createOrderCopyStore(connection),
    payments: createPaymentStore(connection),
    tasks: createTaskStore(connection),
  };
  await kit.mongo.prepare();
  const clock = await createDatabaseClock(connection);
  let ahead = 0;
  const now = () => new Date(clock.now().getTime() + ahead);

  const stripe = createStripe({
    secretKey: 'sk_test_turnout',
    apiBase: provider.url,
    timeoutMs: 1_000,
    maxNetworkRetries: 0,
  });
  const hindrances: Hindrances = {};
  const gateway = hindered(createStripeGateway(stripe), hindrances);
  const deps = { ...stores, outbox: kit.outbox, gateway, logger: kit.logger, newId, now };
  const work = createPaymentWork({ ...deps, registry: kit.metrics.registry, random: () => 0.5 });
  await kit.react('payments', paymentsReactions({ ...deps, nudge: () => undefined }));
  const app = createPaymentsApp({
    ...deps,
    work,
    publicUrl: 'http://localhost:3000',
    metrics: kit.metrics,
    ready: async () => undefined,
    verifier: kit.auth.verifier,
    idempotency: kit.idempotency,
    notices: createNoticeReader(stripe, webhookSecret),
    stripe: { publishableKey: 'pk_test_turnout', apiBase: provider.url },
  });
  handler = app;

  const hear: Stand['hear'] = async (type, data) => {
    await kit.bus.publish(toMessage({ type, aggregateId: data.orderId, version: data.version, data }));
    await kit.settle();
    return data;
  };
  return {
    kit,
    sandbox,
    app,
    work,
    gateway,
    hindrances,
    advance: (ms) => void (ahead += ms),
    hear,
    order: (over) => hear('OrderCreated', sampleOrder(over)),
    pay: ({ userId, orderId }, method = 'card') =>
      request(app)
        .post('/api/payments')
        .set('Authorization', kit.auth.bearer({ userId }))
        .send({ orderId, method }),
    charges: ({ userId, orderId }) =>
      request(app).get('/api/payments').query({ orderId }).set('Authorization', kit.auth.bearer({ userId })),
    async confirm({ providerId, clientSecret }, card) {
      const response = await fetch(`${provider.url}/v1/payment_intents/${providerId}/confirm`, {
        method: 'POST',
        body: new URLSearchParams({ payment_method: card, client_secret: clientSecret }),
      });
      return { status: response.status, body: await response.json() };
    },
    async doTasks() {
      await work.money.runDue();
      await work.watcher.runDue();
      await kit.settle();
    },
    told: () =>
      kit.bus.published
        .filter(({ type }) => type.startsWith('Charge'))
        .map(({ type, data }) => `${type} ${(data as { status: string }).status}`),
    async stop() {
      await sandbox.close();
      await Promise.all([own.close(), provider.close()]);
      await Promise.all([work.money.stop(), work.watcher.stop()]);
      await kit.stop();
    },
  };
}

function hindered(gateway: Gateway, hindrances: Hindrances): Gateway {
  const around =
    <A extends unknown[], R>(name: keyof Gateway, call: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      await hindrances.before?.[name]?.();
      const result = await call(...given);
      await hindrances.after?.[name]?.();
      return result;
    };
  return {
    start: around('start', (wanted) => gateway.start(wanted)),
    retrieve: around('retrieve', (intentId) => gateway.retrieve(intentId)),
    cancel: around('cancel', (intentId) => gateway.cancel(intentId)),
    refund: around('refund', (wanted) => gateway.refund(wanted)),
    listRefunds: around('listRefunds', (intentId) => gateway.listRefunds(intentId)),
    listIntents: (since) => gateway.listIntents(since),
  };
}

export async function listen(handler: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer(handler);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
