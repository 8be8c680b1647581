// The real orders service, one or more processes of it, with an event on sale.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createBus } from '@turnout/common/messaging';
import { newId } from '@turnout/common/runtime';
import { freePort } from '@turnout/servers';
import { eventually, sampleEvent, sampleTicketType, toMessage } from '@turnout/common/testing';

const entry = fileURLToPath(new URL('../../orders/dist/main.js', import.meta.url));

const columns = ['capacity', 'available', 'held', 'sold'] as const;
export type Stock = Record<(typeof columns)[number], number>;

export interface OrdersService {
  urls: string[];
  /** Puts an event with one ticket type on sale; answers what to order. */
  putOnSale(capacity: number): Promise<{ eventId: string; ticketTypeId: string }>;
  /** Resolves when the stock shown is this, as it must be within 10 s. */
  untilStockIs(eventId: string, expected: Stock): Promise<void>;
  stop(): Promise<void>;
}

export async function startOrders(options: {
  processes: number;
  mongoUrl: string;
  natsUrl: string;
  jwksUrl: string;
}): Promise<OrdersService> {
  const { mongoUrl, natsUrl, jwksUrl } = options;
  const started: { child: ChildProcess; url: string }[] = [];
  for (let index = 0; index < options.processes; index += 1) {
    const port = await freePort();
    const env = {
      ...process.env,
      PORT: String(port),
      MONGO_URL: mongoUrl,
      NATS_URL: natsUrl,
      JWKS_URL: jwksUrl,
      PUBLIC_URL: 'http://localhost',
      LOG_LEVEL: 'error',
    };
    const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    started.push({ child, url: `http://127.0.0.1:${port}` });
  }
  for (const { url } of started) await answering(`${url}/readyz`);
  const bus = await createBus({ kind: 'jetstream', url: natsUrl, clientName: 'bench' });
  const [first] = started;
  const stockOf = async (eventId: string): Promise<Stock | undefined> => {
    const response = await answering(`${first?.url}/api/availability/${eventId}`);
    const { types } = (await response.json()) as { types: Stock[] };
    return types[0];
  };
  return {
    urls: started.map(({ url }) => `${url}/api/orders`),
    async putOnSale(capacity) {
      const event = sampleEvent({ eventId: newId(), version: 2 });
      const type = sampleTicketType({ eventId: event.eventId, promoterId: event.promoterId, capacity });
      await bus.publish(
        toMessage({ type: 'EventUpdated', aggregateId: event.eventId, version: 2, data: event }),
      );
      await bus.publish(
        toMessage({ type: 'TicketTypeCreated', aggregateId: type.ticketTypeId, version: 1, data: type }),
      );
      await stockOf(event.eventId);
      return { eventId: event.eventId, ticketTypeId: type.ticketTypeId };
    },
    async untilStockIs(eventId, expected) {
      await eventually(async () => {
        const stock = await stockOf(eventId);
        if (!stock || columns.some((column) => stock[column] !== expected[column]))
          throw new Error(`stock: ${JSON.stringify(stock)} instead of ${JSON.stringify(expected)}`);
      }, 10_000);
    },
    async stop() {
      await bus.close();
      await Promise.all(
        started.map(async ({ child }) => {
          child.kill('SIGTERM');
          await once(child, 'exit');
        }),
      );
    },
  };
}

/** Asks until there is a good answer, for at most 30 s. */
function answering(url: string): Promise<Response> {
  return eventually(async () => {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return response;
    throw new Error(`${url} does not answer`);
  });
}
