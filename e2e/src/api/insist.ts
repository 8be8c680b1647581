import { randomUUID } from 'node:crypto';
import { problemsOf, type Client } from './client.ts';
import { until } from './until.ts';

interface Wanted {
  path: string;
  body: unknown;
}

/** The request that died holds its key for half a minute; the news it waits for died with the service and comes again. */
const comeBackLater = new Set(['idempotency-key-in-use', 'order-not-found', 'event-not-found']);

/**
 * A POST that is sent again under the same Idempotency-Key for as long as the service is away, as careful clients do;
 * whether one that was cut off had been carried out, only the service knows.
 */
export async function insist<T>(client: Client, { path, body }: Wanted): Promise<T> {
  const headers = { 'idempotency-key': randomUUID() };
  return (await until(
    `${path} answers`,
    async () => {
      const answer = await client.call<T>('POST', path, { body, headers }).catch(() => undefined);
      if (answer === undefined || answer.status >= 500) return undefined;
      if (answer.status === 201) return answer.body;
      if (comeBackLater.has(problemsOf(answer)[0]?.code ?? '')) return undefined;
      throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    },
    { withinMs: 60_000, everyMs: 250 },
  )) as T;
}
