import { ApiError, type ApiErrorDetail } from './api-error.ts';
import { noteServerDate } from './server-clock.ts';

export interface Transport {
  /** Empty in the browser (same origin); the gateway's internal URL on the server. */
  baseUrl: string;
  headers?: Record<string, string>;
}

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Server only: how many seconds an anonymous answer may be shared. */
  revalidateSeconds?: number;
}

const timeoutMs = 15_000;

/** Sends one JSON request; resolves with the parsed answer, throws `ApiError` for anything else. */
export async function call<T>(transport: Transport, path: string, options: CallOptions = {}): Promise<T> {
  const init: RequestInit & { next?: { revalidate: number } } = {
    method: options.method ?? 'GET',
    headers: {
      accept: 'application/json',
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
      ...transport.headers,
    },
    signal: options.signal ?? AbortSignal.timeout(timeoutMs),
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  };
  if (options.revalidateSeconds === undefined) init.cache = 'no-store';
  else init.next = { revalidate: options.revalidateSeconds };
  return read<T>(await send(transport.baseUrl + path, init));
}

/** `fetch` with the network's own failures turned into an `ApiError` of status 0. */
export async function send(url: string, init: RequestInit): Promise<Response> {
  const sentAt = Date.now();
  try {
    const response = await fetch(url, init);
    if (typeof window !== 'undefined') noteServerDate(response.headers.get('date'), sentAt, Date.now());
    return response;
  } catch (cause) {
    if (init.signal?.aborted && init.signal.reason?.name !== 'TimeoutError') throw cause;
    throw new ApiError(0, [{ code: 'network', message: 'No connection to the server.' }]);
  }
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (response.ok) return (text ? JSON.parse(text) : undefined) as T;
  throw new ApiError(response.status, errorsOf(text, response.status));
}

function errorsOf(text: string, status: number): ApiErrorDetail[] {
  try {
    const body = JSON.parse(text) as { errors?: ApiErrorDetail[] };
    if (Array.isArray(body.errors) && body.errors.length > 0) return body.errors;
  } catch {
    // A proxy's HTML error page: the status says all we can know.
  }
  return [{ code: status >= 500 ? 'unavailable' : 'unknown', message: `The server answered ${status}.` }];
}
