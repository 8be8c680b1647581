/** The same key means the same request: its first answer is kept for 24 hours and given again. */
import { createHash } from 'node:crypto';
import { StripeError, invalidRequest } from '../domain/stripe-error.ts';
import type { IdempotencyRecord, TableMaps } from '../store/tables.ts';
import type { Form, FormValue } from './form.ts';

const keptSeconds = 24 * 3600;
const maxKeyLength = 255;

export interface KeyedRequest {
  key: string;
  path: string;
  fingerprint: string;
}

export interface Idempotency {
  /** The kept answer, or null after claiming the key; throws when the key is in use or belongs to another request. */
  claim(request: KeyedRequest, now: number): IdempotencyRecord | null;
  release(key: string): void;
}

export function createIdempotency(tables: TableMaps): Idempotency {
  const inFlight = new Set<string>();
  return {
    claim(request, now) {
      const { key } = request;
      if (key.length > maxKeyLength) {
        throw invalidRequest(`Idempotency keys can be at most ${maxKeyLength} characters long.`);
      }
      if (inFlight.has(key)) {
        throw new StripeError(409, {
          type: 'idempotency_error',
          code: 'idempotency_key_in_use',
          message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
        });
      }
      const kept = tables.idempotency.get(key);
      if (kept && kept.created + keptSeconds > now) return sameRequest(kept, request);
      inFlight.add(key);
      return null;
    },
    release: (key) => {
      inFlight.delete(key);
    },
  };
}

function sameRequest(kept: IdempotencyRecord, request: KeyedRequest): IdempotencyRecord {
  const advice = `Try using a key other than '${request.key}' if you meant to execute a different request.`;
  if (kept.path !== request.path) {
    throw new StripeError(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${request.path}' vs '${kept.path}'). ${advice}`,
    });
  }
  if (kept.fingerprint !== request.fingerprint) {
    throw new StripeError(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. ${advice}`,
    });
  }
  return kept;
}

export function fingerprintOf(form: Form): string {
  return createHash('sha256').update(canonical(form)).digest('hex');
}

function canonical(value: FormValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`;
}
