/** Puts the sandbox together: an express app with its ledger, for a server of its own or inside a test. */
import { randomBytes } from 'node:crypto';
import express, { type Express } from 'express';
import type { Context } from './domain/change.ts';
import { createFaults, type Faults } from './faults.ts';
import type { ApiDeps } from './http/api.ts';
import { createIdempotency } from './http/idempotency.ts';
import { errorHandler, requestIds, unknownUrl } from './http/respond.ts';
import { homePage } from './pages/home.ts';
import { createRecorder } from './recorder.ts';
import { accountRoutes } from './routes/account.ts';
import { authenticationRoutes, pageHeaders } from './routes/authentication-page.ts';
import { chargeAndRefundRoutes } from './routes/charges-and-refunds.ts';
import { controlRoutes, ledgerSnapshot } from './routes/control.ts';
import { eventRoutes } from './routes/events.ts';
import { paymentIntentRoutes } from './routes/payment-intents.ts';
import { makeEndpoint, webhookEndpointRoutes } from './routes/webhook-endpoints.ts';
import { openLedger, type Ledger } from './store/ledger.ts';
import { createDispatcher } from './webhooks/dispatcher.ts';

/** The API version whose shapes these are: that of the Stripe SDK which Turnout uses. */
export const apiVersion = '2026-10-28.endive';

export interface SandboxOptions {
  secretKey?: string;
  publishableKey?: string;
  /** Where webhooks go from the start; more endpoints may be added through the API. */
  webhooks?: { urls: string[]; secret: string };
  /** Keeps the state over a restart; without it the state ends with the process. */
  dataFolder?: string;
  /** The address that payers reach this sandbox at; by default the one of their request. */
  publicUrl?: string;
  settleAfterMs?: number;
  nowMs?: () => number;
  newId?: (prefix: string) => string;
}

export interface Sandbox {
  app: Express;
  faults: Faults;
  /** Everything that happened, as `GET /_sandbox/ledger` shows it. */
  ledger(): ReturnType<typeof ledgerSnapshot>;
  close(): Promise<void>;
}

export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { nowMs = Date.now, newId = randomId, settleAfterMs = 3_000 } = options;
  const keys = {
    secretKey: options.secretKey ?? 'sk_test_turnout',
    publishableKey: options.publishableKey ?? 'pk_test_turnout',
  };
  const context = (): Context => ({ now: Math.floor(nowMs() / 1000), newId });
  const ledger = await openLedger({ dataFolder: options.dataFolder, apiVersion, nowMs, newId });
  configureEndpoints(ledger, options.webhooks, context().now);
  const faults = createFaults();
  const dispatcher = createDispatcher(ledger, faults, nowMs);
  const recorder = createRecorder({ ledger, dispatcher, context, settleAfterMs });
  dispatcher.resume();
  recorder.resume();
  const idempotency = createIdempotency(ledger.tables);
  const deps: ApiDeps = {
    ledger,
    recorder,
    faults,
    idempotency,
    keys,
    context,
    publicUrl: options.publicUrl ?? null,
  };

  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'extended');
  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  app.get('/readyz', async (_req, res) => {
    await ledger.durable();
    res.json({ status: 'ok' });
  });
  app.get('/', (_req, res) => void res.set(pageHeaders).send(homePage(keys, apiVersion)));
  app.use(authenticationRoutes(deps));
  app.use('/_sandbox', controlRoutes(ledger, faults, dispatcher));
  app.use(
    '/v1',
    requestIds(newId, apiVersion),
    express.urlencoded({ extended: true, limit: '64kb', parameterLimit: 500 }),
  );
  app.use(paymentIntentRoutes(deps), chargeAndRefundRoutes(deps), eventRoutes(deps));
  app.use(webhookEndpointRoutes(deps), accountRoutes(deps));
  app.use(unknownUrl, errorHandler);

  return {
    app,
    faults,
    ledger: () => ledgerSnapshot(ledger),
    async close() {
      recorder.close();
      await dispatcher.close();
      await ledger.close();
    },
  };
}

/** Configured endpoints keep their id over a restart, so what is pending goes to the address of today. */
function configureEndpoints(ledger: Ledger, webhooks: SandboxOptions['webhooks'], now: number): void {
  const urls = webhooks?.urls ?? [];
  const configured = urls.map((url, index) =>
    makeEndpoint({ id: `we_configured${index}`, url, secret: webhooks?.secret ?? '', created: now }),
  );
  const kept = new Set(configured.map(({ id }) => id));
  const outdated = [...ledger.tables.webhook_endpoint.keys()].filter(
    (id) => id.startsWith('we_configured') && !kept.has(id),
  );
  ledger.put([
    ...configured.map((value) => ({ table: 'webhook_endpoint' as const, id: value.id, value })),
    ...outdated.map((id) => ({ table: 'webhook_endpoint' as const, id, value: null })),
  ]);
}

function randomId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}
