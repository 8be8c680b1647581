/** What every call of the API goes through: keys, faults, idempotency, one commit, the answer after it is on the disk. */
import type { Request, RequestHandler } from 'express';
import type { Change, Context } from '../domain/change.ts';
import type { StripeErrorBody } from '../domain/objects.ts';
import { StripeError, invalidRequest } from '../domain/stripe-error.ts';
import type { Faults } from '../faults.ts';
import type { Recorder } from '../recorder.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Row, TableMaps } from '../store/tables.ts';
import { listOf, text, type Form, type FormValue } from './form.ts';
import { fingerprintOf, type Idempotency } from './idempotency.ts';
import { identifyCaller, secretKeyRequired, type Caller, type Keys } from './keys.ts';
import { sendAnswer, sendError } from './respond.ts';
import { assertExpandable, expanded, intentFor } from './view.ts';

export interface ApiDeps {
  ledger: Ledger;
  recorder: Recorder;
  faults: Faults;
  idempotency: Idempotency;
  keys: Keys;
  context: () => Context;
  /** The address this sandbox is reached at, for links it hands out; null: as in the request. */
  publicUrl: string | null;
}

export interface Call {
  id: string;
  form: Form;
  caller: Caller;
  context: Context;
  tables: TableMaps;
  baseUrl: string;
}

export interface Outcome {
  change?: Change;
  rows?: Row[];
  /** Called on the new state. */
  body: () => object;
}

/** Reads its parameters first (a refusal there leaves no trace), then returns the decision to be carried out. */
export type Operation = (call: Call) => () => Outcome;

export function api(
  deps: ApiDeps,
  operation: Operation,
  options: { browser?: boolean } = {},
): RequestHandler {
  return async (req, res) => {
    const path = req.path;
    const failure = deps.faults.takeFailure(path);
    if (failure) {
      sendError(res, failure.status, failure.jsonBody ?? { error: injectedError(failure.status) });
      return;
    }
    const { form, expand } = readRequest(req);
    const caller = identifyCaller(req, { ...formOf(req), ...form }, deps.keys);
    if (caller === 'browser' && !options.browser) throw secretKeyRequired();
    const key = req.method === 'POST' ? (req.get('idempotency-key') ?? null) : null;
    const now = deps.context().now;
    const keyed = key === null ? null : { key, path, fingerprint: fingerprintOf(formOf(req)) };
    const kept = keyed && deps.idempotency.claim(keyed, now);
    if (kept) {
      res.set({
        'Idempotent-Replayed': 'true',
        'Original-Request': kept.requestId,
        'Idempotency-Key': kept.id,
      });
      await deps.ledger.durable();
      await sendAnswer(res, kept, deps.faults);
      return;
    }
    try {
      await pause(deps.faults.takeDelayMs(path));
      const decide = operation({
        id: String(req.params['id'] ?? ''),
        form,
        caller,
        context: deps.context(),
        tables: deps.ledger.tables,
        baseUrl: deps.publicUrl ?? `${req.protocol}://${req.get('host') ?? ''}`,
      });
      const origin = { requestId: String(res.locals['requestId']), idempotencyKey: key };
      const answer = await carryOut(deps, { decide, origin, expand, caller, keyed });
      if (key !== null) res.set({ 'Idempotency-Key': key, 'Original-Request': origin.requestId });
      await sendAnswer(res, answer, deps.faults);
    } finally {
      if (key !== null) deps.idempotency.release(key);
    }
  };
}

interface Execution {
  decide: () => Outcome;
  origin: { requestId: string; idempotencyKey: string | null };
  expand: string[];
  caller: Caller;
  keyed: { key: string; path: string; fingerprint: string } | null;
}

interface Answer {
  status: number;
  body: unknown;
}

async function carryOut(deps: ApiDeps, execution: Execution): Promise<Answer> {
  const { keyed, origin } = execution;
  const outcome = attempt(execution.decide);
  let answer: Answer = { status: 200, body: null };
  await deps.recorder.record(outcome.change ?? { events: [] }, origin, () => {
    answer = answerOf(outcome, execution, deps.ledger.tables);
    const rows = 'refusal' in outcome ? [] : (outcome.rows ?? []);
    if (!keyed) return rows;
    const record = { ...answer, id: keyed.key, path: keyed.path, fingerprint: keyed.fingerprint };
    const value = { ...record, requestId: origin.requestId, created: deps.context().now };
    return [...rows, { table: 'idempotency', id: keyed.key, value }];
  });
  return answer;
}

type Attempted = (Outcome & { refusal?: never }) | { refusal: StripeError; change?: never; rows?: never };

function attempt(decide: () => Outcome): Attempted {
  try {
    return decide();
  } catch (error) {
    if (error instanceof StripeError) return { refusal: error };
    throw error;
  }
}

function answerOf(outcome: Attempted, { caller, expand }: Execution, tables: TableMaps): Answer {
  if (outcome.refusal) {
    return { status: outcome.refusal.status, body: { error: errorFor(caller, outcome.refusal.body) } };
  }
  const declined = outcome.change?.declined;
  if (declined) return { status: 402, body: { error: errorFor(caller, declined) } };
  return { status: 200, body: expanded(outcome.body(), expand, tables) };
}

function errorFor(caller: Caller, body: StripeErrorBody): object {
  return body.payment_intent ? { ...body, payment_intent: intentFor(caller, body.payment_intent) } : body;
}

function readRequest(req: Request): { form: Form; expand: string[] } {
  const { key: _, expand = [], ...form } = formOf(req);
  const type = req.get('content-type') ?? '';
  if (req.method === 'POST' && type && !/^application\/x-www-form-urlencoded/i.test(type)) {
    throw invalidRequest(
      'Invalid request (check that your POST content type is application/x-www-form-urlencoded).',
    );
  }
  const paths = listOf(text(), 20)(expand, 'expand');
  assertExpandable(paths);
  return { form, expand: paths };
}

function formOf(req: Request): Form {
  const body = req.body as Record<string, FormValue> | undefined;
  const query = req.query as Record<string, FormValue>;
  return req.method === 'POST' ? { ...query, ...body } : query;
}

function injectedError(status: number): StripeErrorBody {
  if (status === 429) {
    return { type: 'invalid_request_error', code: 'rate_limit', message: 'Request rate limit exceeded.' };
  }
  return { type: 'api_error', message: 'An unknown error occurred. (A fault of the sandbox.)' };
}

function pause(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}

/** For reads: nothing changes. */
export function reading(body: () => object): () => Outcome {
  return () => ({ body });
}
