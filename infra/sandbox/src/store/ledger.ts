/** The state in memory and its journal: one commit is one line, so it is there whole or not at all. */
import type { Change } from '../domain/change.ts';
import type { StripeEvent } from '../domain/objects.ts';
import { deliveryId, wantsEvent, type Delivery } from '../domain/webhook.ts';
import { forgetfulJournal, openJournal, readJournal, rewriteJournal } from './journal.ts';
import { allRows, applyRow, emptyTables, type Row, type TableMaps } from './tables.ts';

export interface Origin {
  requestId: string | null;
  idempotencyKey: string | null;
}

export interface Ledger {
  readonly tables: TableMaps;
  put(rows: Row[]): void;
  /**
   * Writes what a decision changed together with its events and their deliveries; returns those to be sent.
   * `extra` is called on the new state, for rows that must be written in the same step.
   */
  commit(change: Change, origin: Origin, extra?: () => Row[]): Delivery[];
  durable(): Promise<void>;
  close(): Promise<void>;
}

export interface LedgerOptions {
  dataFolder?: string | undefined;
  apiVersion: string;
  nowMs: () => number;
  newId: (prefix: string) => string;
}

const idempotencySeconds = 24 * 3600;
const compactAboveLines = 5_000;

export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const tables = emptyTables();
  const { dataFolder } = options;
  if (dataFolder) await load(tables, dataFolder, options.nowMs());
  const journal = dataFolder ? await openJournal(dataFolder) : forgetfulJournal;

  function put(rows: Row[], extra: () => Row[] = () => []): void {
    for (const row of rows) applyRow(tables, row);
    const more = extra();
    for (const row of more) applyRow(tables, row);
    if (rows.length + more.length > 0) journal.append(JSON.stringify([...rows, ...more]));
  }

  return {
    tables,
    put: (rows) => put(rows),
    commit(change, origin, extra) {
      const events = change.events.map((draft) => makeEvent(draft, origin, options));
      const deliveries = events.flatMap((event) => deliveriesOf(event, tables, options.nowMs()));
      put([...rowsOf(change), ...events.map(eventRow), ...deliveries.map(deliveryRow)], extra);
      return deliveries;
    },
    durable: () => journal.flushed(),
    close: () => journal.close(),
  };
}

async function load(tables: TableMaps, folder: string, nowMs: number): Promise<void> {
  const lines = await readJournal(folder);
  for (const line of lines) for (const row of JSON.parse(line) as Row[]) applyRow(tables, row);
  for (const [key, record] of tables.idempotency) {
    if (record.created + idempotencySeconds < nowMs / 1000) tables.idempotency.delete(key);
  }
  if (lines.length < compactAboveLines) return;
  await rewriteJournal(
    folder,
    allRows(tables).map((row) => JSON.stringify([row])),
  );
}

function rowsOf(change: Change): Row[] {
  const { intent, charge, refund, dispute, method } = change;
  const rows: Row[] = [];
  if (method) rows.push({ table: 'payment_method', id: method.id, value: method });
  if (intent) rows.push({ table: 'payment_intent', id: intent.id, value: intent });
  if (charge) rows.push({ table: 'charge', id: charge.id, value: charge });
  if (refund) rows.push({ table: 'refund', id: refund.id, value: refund });
  if (dispute) rows.push({ table: 'dispute', id: dispute.id, value: dispute });
  return rows;
}

function makeEvent(draft: Change['events'][number], origin: Origin, options: LedgerOptions): StripeEvent {
  return {
    id: options.newId('evt'),
    object: 'event',
    api_version: options.apiVersion,
    created: Math.floor(options.nowMs() / 1000),
    data: { object: draft.object, ...(draft.previous && { previous_attributes: draft.previous }) },
    livemode: false,
    pending_webhooks: 0,
    request: { id: origin.requestId, idempotency_key: origin.idempotencyKey },
    type: draft.type,
  };
}

/** One delivery for every endpoint that wants the event. */
export function deliveriesOf(event: StripeEvent, tables: TableMaps, nowMs: number): Delivery[] {
  return [...tables.webhook_endpoint.values()]
    .filter(({ endpoint }) => wantsEvent(endpoint, event.type))
    .map(({ id }) => ({
      id: deliveryId(event.id, id),
      eventId: event.id,
      endpointId: id,
      state: 'pending',
      attempts: [],
      attemptCount: 0,
      nextAttemptAt: nowMs,
    }));
}

function eventRow(event: StripeEvent): Row {
  return { table: 'event', id: event.id, value: event };
}

export function deliveryRow(delivery: Delivery): Row {
  return { table: 'delivery', id: delivery.id, value: delivery };
}

/** The event as it stands now: with the number of endpoints that have not answered 2xx yet. */
export function currentEvent(event: StripeEvent, tables: TableMaps): StripeEvent {
  let pending = 0;
  for (const endpointId of tables.webhook_endpoint.keys()) {
    if (tables.delivery.get(deliveryId(event.id, endpointId))?.state === 'pending') pending += 1;
  }
  return { ...event, pending_webhooks: pending };
}
