/** The sandbox on a free port with the real SDK, and a shop that receives and verifies webhooks. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import StripeSdk from 'stripe';
import { createSandbox, type Sandbox, type SandboxOptions } from '../src/index.ts';

export const webhookSecret = 'whsec_test';

export interface RunningSandbox {
  sandbox: Sandbox;
  url: string;
  stripe: Stripe;
  faults(settings: object): Promise<Response>;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const sandbox = await createSandbox(options);
  const server = createServer(sandbox.app);
  const port = await listen(server);
  const url = `http://127.0.0.1:${port}`;
  return {
    sandbox,
    url,
    stripe: stripeAt(port),
    faults: (settings) => postJson(`${url}/_sandbox/faults`, settings),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sandbox.close();
    },
  };
}

export function stripeAt(
  port: number,
  settings: { maxNetworkRetries?: number; timeout?: number } = {},
): Stripe {
  return new StripeSdk('sk_test_turnout', {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
    ...settings,
  });
}

export function portOf(url: string): number {
  return Number(new URL(url).port);
}

export function postJson(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export function postForm(url: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(url, { method: 'POST', headers, body: new URLSearchParams(form), redirect: 'manual' });
}

export interface Shop {
  url: string;
  received: Stripe.Event[];
  /** Answers the next webhooks with these statuses, then with 200 again. */
  answerWith(...statuses: number[]): void;
  /** Resolves when this many webhooks of the type have arrived. */
  until(type: string, count?: number): Promise<Stripe.Event[]>;
  close(): Promise<void>;
}

/** Every webhook is verified with the SDK; one with a bad signature is not counted as received. */
export async function startShop(): Promise<Shop> {
  const received: Stripe.Event[] = [];
  const statuses: number[] = [];
  const waiting = new Set<() => void>();
  const verifier = stripeAt(1);
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const signature = req.headers['stripe-signature'] ?? '';
      received.push(verifier.webhooks.constructEvent(Buffer.concat(chunks), signature, webhookSecret));
      res.writeHead(statuses.shift() ?? 200).end();
      for (const check of waiting) check();
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/api/payments/webhooks/stripe`,
    received,
    answerWith: (...next) => void statuses.push(...next),
    until: (type, count = 1) =>
      new Promise((resolve) => {
        const check = () => {
          const found = received.filter((event) => event.type === type);
          if (found.length < count) return;
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** The error that the SDK throws, as the SDK's own type. */
export async function refusal(work: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof StripeSdk.errors.StripeError) return error;
    throw error;
  }
  throw new Error('the call was not refused');
}

export const price = { amount: 5000, currency: 'eur' };
