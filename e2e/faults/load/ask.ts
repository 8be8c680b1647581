// One request and what became of it: done, refused, or unknown; what is unknown is asked again until it is known.
import { setTimeout as pause } from 'node:timers/promises';
import type { History } from './history.ts';

export interface Request {
  who: string;
  method: 'GET' | 'POST' | 'DELETE' | 'PATCH';
  url: string;
  token?: string;
  /** JSON, or a form when it is URLSearchParams. */
  body?: object;
  idempotencyKey?: string;
  timeoutMs?: number;
}

export type Answered<T> =
  { kind: 'ok'; status: number; body: T } | { kind: 'refused'; status: number; code: string; body: T };
export type Outcome<T> = Answered<T> | { kind: 'unknown'; reason: string };

export interface Asking {
  once<T>(request: Request): Promise<Outcome<T>>;
  /** Asks again until it is known; answers `unknown` only when that took longer than the limit. */
  untilKnown<T>(request: Request): Promise<Outcome<T>>;
  counts: { ok: number; refused: number; unknown: number; followedUp: number; neverKnown: number };
}

const timeoutMs = 10_000;
/** Longer than the slowest fault plus the time to heal. */
const followUpMs = 75_000;
/** Refused for now: nothing was decided, so it is no answer. */
const undecided = new Set(['idempotency-key-in-use', 'lock_timeout', 'idempotency_key_in_use']);

export function createAsking(history: History): Asking {
  const counts = { ok: 0, refused: 0, unknown: 0, followedUp: 0, neverKnown: 0 };

  async function once<T>(request: Request): Promise<Outcome<T>> {
    const startedAt = performance.now();
    const outcome = await send<T>(request);
    counts[outcome.kind] += 1;
    const { who, method, url } = request;
    const path = new URL(url).pathname;
    const ms = Math.round(performance.now() - startedAt);
    const about =
      outcome.kind === 'unknown'
        ? { reason: outcome.reason }
        : { status: outcome.status, ...shortOf(outcome) };
    history.note({
      what: 'request',
      who,
      method,
      path,
      key: request.idempotencyKey,
      outcome: outcome.kind,
      ...about,
      ms,
    });
    return outcome;
  }
  return {
    once,
    async untilKnown(request) {
      const deadline = performance.now() + followUpMs;
      for (let tries = 1; ; tries += 1) {
        const outcome = await once<never>(request);
        if (outcome.kind !== 'unknown') return outcome;
        if (tries === 1) counts.followedUp += 1;
        if (performance.now() > deadline) {
          counts.neverKnown += 1;
          return outcome;
        }
        await pause(Math.min(500 * tries, 3_000));
      }
    },
    counts,
  };
}

function shortOf(outcome: Answered<unknown>): object {
  if (outcome.kind === 'refused') return { code: outcome.code };
  const { id, status } = (outcome.body ?? {}) as { id?: string; status?: string };
  return { id, state: status };
}

async function send<T>(request: Request): Promise<Outcome<T>> {
  const { method, url, token, body, idempotencyKey } = request;
  const isForm = body instanceof URLSearchParams;
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      },
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(request.timeoutMs ?? timeoutMs),
    });
    const text = await response.text();
    const answer = text === '' ? undefined : (JSON.parse(text) as T);
    const { status } = response;
    if (response.ok) return { kind: 'ok', status, body: answer as T };
    const code = codeOf(answer);
    if (status >= 500 || status === 408 || status === 429 || undecided.has(code))
      return { kind: 'unknown', reason: `${status} ${code}` };
    return { kind: 'refused', status, code, body: answer as T };
  } catch (error) {
    const { message, cause } = error as Error;
    return { kind: 'unknown', reason: cause instanceof Error ? `${message}: ${cause.message}` : message };
  }
}

function codeOf(answer: unknown): string {
  const { errors, error } = (answer ?? {}) as {
    errors?: { code?: string }[];
    error?: { code?: string; type?: string };
  };
  return errors?.[0]?.code ?? error?.code ?? error?.type ?? '';
}
