import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from './refusal.ts';

/** The services hear of a new event by message; they have this long to do so. */
const HEARD_WITHIN_MS = 20_000;

interface Call {
  method?: 'GET' | 'POST';
  body?: unknown;
  token?: string;
}

type Answer = { status: number; body: { id?: string; accessToken?: string; items?: unknown[] } };

/** Calls the public API as a script would: with a bearer token, insisting on the status it expects. */
export function createShop(shopUrl: string) {
  const call = async (path: string, { method = 'GET', body, token }: Call = {}): Promise<Answer> => {
    const answer = await fetch(`${shopUrl}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
  };
  const expect = async (status: number, path: string, request?: Call): Promise<Answer> => {
    return insist(await call(path, request), { status, path, request });
  };
  const expectSoon = async (status: number, path: string, request?: Call): Promise<Answer> => {
    const deadline = Date.now() + HEARD_WITHIN_MS;
    for (;;) {
      const answer = await call(path, request);
      if (answer.status !== 404 || Date.now() > deadline) return insist(answer, { status, path, request });
      await delay(100);
    }
  };
  const accountToken = async (
    account: { email: string; password: string },
    profile: { role: string; name: string },
  ): Promise<string> => {
    const asked: Call = { method: 'POST', body: account };
    let answer = await call('/api/users/token', asked);
    if (answer.status !== 200) {
      await expect(201, '/api/users/signup', { method: 'POST', body: { ...account, ...profile } });
      answer = await expect(200, '/api/users/token', asked);
    }
    return answer.body.accessToken ?? '';
  };
  return { expect, expectSoon, accountToken };
}

function insist(answer: Answer, wanted: { status: number; path: string; request: Call | undefined }): Answer {
  if (answer.status === wanted.status) return answer;
  const { path, request } = wanted;
  throw new Refusal(
    `The demo data could not be made: ${request?.method ?? 'GET'} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`,
  );
}
