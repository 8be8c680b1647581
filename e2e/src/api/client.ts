// The public API as a visitor calls it: as a browser with its cookie, or as a script with a token.
import { facts } from '../stack/facts.ts';

export interface Problem {
  message: string;
  code: string;
  field?: string;
  [fact: string]: unknown;
}

export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
}

export interface Call {
  body?: unknown;
  headers?: Record<string, string>;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface Client {
  call<T = Record<string, unknown>>(method: Method, path: string, call?: Call): Promise<Answer<T>>;
  /** As `call`, but anything other than `status` fails the test with the answer in its message. */
  expect<T = Record<string, unknown>>(status: number, method: Method, path: string, call?: Call): Promise<T>;
}

const ANSWERED_WITHIN_MS = 20_000;

/** Headers that every call of this visitor carries. */
export function createClient(
  own: Record<string, string> = {},
  baseUrl: () => string = () => facts().url,
): Client {
  const call = async <T>(method: Method, path: string, { body, headers }: Call = {}): Promise<Answer<T>> => {
    const answer = await fetch(`${baseUrl()}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...own,
        ...headers,
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await read(answer)) as T, headers: answer.headers };
  };
  return {
    call,
    async expect<T>(status: number, method: Method, path: string, request?: Call): Promise<T> {
      const answer = await call<T>(method, path, request);
      if (answer.status === status) return answer.body;
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    },
  };
}

export const withToken = (accessToken: string) => createClient({ authorization: `Bearer ${accessToken}` });

/** A browser sends its cookie and says which page the request comes from. */
export const withCookie = (cookie: string) => createClient({ cookie, origin: facts().url });

export function problemsOf(answer: Answer<unknown>): Problem[] {
  return (answer.body as { errors?: Problem[] }).errors ?? [];
}

async function read(answer: Response): Promise<unknown> {
  const text = await answer.text();
  return answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}
