/** Everything the sandbox remembers, by table and id, in the order of creation. */
import type {
  Charge,
  Dispute,
  PaymentIntent,
  Refund,
  StoredPaymentMethod,
  StripeEvent,
} from '../domain/objects.ts';
import type { Delivery, StoredEndpoint } from '../domain/webhook.ts';

export interface IdempotencyRecord {
  /** The caller's key. */
  id: string;
  path: string;
  fingerprint: string;
  requestId: string;
  status: number;
  body: unknown;
  /** Seconds. */
  created: number;
}

export interface Tables {
  payment_intent: PaymentIntent;
  payment_method: StoredPaymentMethod;
  charge: Charge;
  refund: Refund;
  dispute: Dispute;
  event: StripeEvent;
  webhook_endpoint: StoredEndpoint;
  delivery: Delivery;
  idempotency: IdempotencyRecord;
}

export type TableName = keyof Tables;

/** One row to put; `null` deletes it. */
export type Row = { [K in TableName]: { table: K; id: string; value: Tables[K] | null } }[TableName];

export type TableMaps = { [K in TableName]: Map<string, Tables[K]> };

export function emptyTables(): TableMaps {
  return {
    payment_intent: new Map(),
    payment_method: new Map(),
    charge: new Map(),
    refund: new Map(),
    dispute: new Map(),
    event: new Map(),
    webhook_endpoint: new Map(),
    delivery: new Map(),
    idempotency: new Map(),
  };
}

export function applyRow(tables: TableMaps, row: Row): void {
  const table = tables[row.table] as Map<string, unknown>;
  if (row.value === null) table.delete(row.id);
  else table.set(row.id, row.value);
}

export function allRows(tables: TableMaps): Row[] {
  return Object.entries(tables).flatMap(([table, map]) =>
    [...(map as Map<string, unknown>)].map(([id, value]) => ({ table, id, value }) as Row),
  );
}
