/** The control API under `/_sandbox`, for tests and fault harnesses: the whole ledger, faults, redelivery. */
import express, { Router } from 'express';
import { z } from 'zod';
import { StripeError } from '../domain/stripe-error.ts';
import type { Delivery } from '../domain/webhook.ts';
import { faultsSchema, type Faults } from '../faults.ts';
import { currentEvent, type Ledger } from '../store/ledger.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';

const redeliverSchema = z.strictObject({ eventId: z.string().optional() });

export function controlRoutes(ledger: Ledger, faults: Faults, dispatcher: Dispatcher): Router {
  const router = Router();
  router.use(express.json({ limit: '64kb' }));

  router.get('/ledger', (_req, res) => {
    res.json(ledgerSnapshot(ledger));
  });
  router.get('/faults', (_req, res) => {
    res.json(faults.current());
  });
  router.post('/faults', (req, res) => {
    faults.set(parse(faultsSchema, req.body));
    res.json(faults.current());
  });
  router.delete('/faults', (_req, res) => {
    faults.clear();
    res.status(204).end();
  });
  router.post('/webhooks/redeliver', async (req, res) => {
    const { eventId } = parse(redeliverSchema, req.body ?? {});
    if (eventId !== undefined && !ledger.tables.event.has(eventId))
      throw badRequest(`No such event: '${eventId}'`);
    const redelivered = dispatcher.redeliver(eventId);
    await ledger.durable();
    res.json({ redelivered });
  });
  return router;
}

/** Everything, oldest first; each event with its deliveries. */
export function ledgerSnapshot({ tables }: Ledger) {
  const byEvent = new Map<string, Delivery[]>();
  for (const delivery of tables.delivery.values()) {
    byEvent.set(delivery.eventId, [...(byEvent.get(delivery.eventId) ?? []), delivery]);
  }
  return {
    paymentIntents: [...tables.payment_intent.values()],
    charges: [...tables.charge.values()],
    refunds: [...tables.refund.values()],
    disputes: [...tables.dispute.values()],
    webhookEndpoints: [...tables.webhook_endpoint.values()].map(({ endpoint }) => endpoint),
    events: [...tables.event.values()].map((event) => ({
      ...currentEvent(event, tables),
      deliveries: byEvent.get(event.id) ?? [],
    })),
  };
}

function parse<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw badRequest(problems.join('; '));
}

function badRequest(message: string): StripeError {
  return new StripeError(400, { type: 'invalid_request_error', message });
}
