// `npm run bench`: orders a second, as ratios against the usual way measured in the same run.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo, startNats } from '@turnout/servers';
import { startBaseline } from './baseline.ts';
import { fire } from './load.ts';
import type { LoadResult } from './load.ts';
import { startOrders } from './orders-service.ts';
import type { OrdersService } from './orders-service.ts';
import { openPeople } from './people.ts';

const concurrency = 128;
const baselineOrders = 300;
const orders = 3_000;
const few = 100;

const folder = await mkdtemp(join(tmpdir(), 'turnout-bench-'));
const mongo = await startMongo({ dataDir: join(folder, 'mongo') });
const nats = await startNats({ dataDir: join(folder, 'nats') });
const people = await openPeople();

function show(name: string, result: LoadResult, baseline?: LoadResult): void {
  const ratio = baseline ? `${(result.perSecond / baseline.perSecond).toFixed(1)}x` : '1x';
  const facts = `p50 ${result.p50Ms.toFixed(0)} ms, p99 ${result.p99Ms.toFixed(0)} ms, answers ${JSON.stringify(result.statuses)}`;
  console.log(
    `${name.padEnd(52)} ${result.perSecond.toFixed(0).padStart(6)}/s ${ratio.padStart(7)}   ${facts}`,
  );
}

function expectEqual(what: string, found: number, expected: number): void {
  if (found !== expected) throw new Error(`${what}: ${found} instead of ${expected}`);
}

async function buy(service: OrdersService, count: number, capacity: number): Promise<LoadResult> {
  const { eventId, ticketTypeId } = await service.putOnSale(capacity);
  const body = { eventId, items: [{ ticketTypeId, quantity: 1 }] };
  const shots = people
    .tokens(count)
    .map((token, index) => ({ url: service.urls[index % service.urls.length] ?? '', token, body }));
  const result = await fire(shots, concurrency);
  const held = Math.min(count, capacity);
  expectEqual('orders placed', result.statuses[201] ?? 0, held);
  await service.untilStockIs(eventId, { capacity, available: capacity - held, held, sold: 0 });
  return result;
}

async function withOrders(processes: number, work: (service: OrdersService) => Promise<void>): Promise<void> {
  const mongoUrl = mongo.url(`orders${processes}`);
  const service = await startOrders({ processes, mongoUrl, natsUrl: nats.url, jwksUrl: people.jwksUrl });
  try {
    await buy(service, 200, 200);
    await work(service);
  } finally {
    await service.stop();
  }
}

try {
  const usual = await startBaseline(mongo.url('baseline'), baselineOrders);
  const shots = Array.from({ length: baselineOrders }, () => ({ url: usual.url, token: '', body: {} }));
  const baseline = await fire(shots, concurrency);
  expectEqual('orders of the baseline', await usual.countOrders(), baselineOrders);
  await usual.stop();
  console.log(`${concurrency} buyers at a time\n`);
  show('one transaction per order (baseline)', baseline);
  await withOrders(1, async (service) => {
    show('orders, one process', await buy(service, orders, orders), baseline);
    show(`orders, one process, ${few} tickets left`, await buy(service, orders, few), baseline);
  });
  await withOrders(2, async (service) => {
    show('orders, two processes', await buy(service, orders, orders), baseline);
    show(`orders, two processes, ${few} tickets left`, await buy(service, orders, few), baseline);
  });
} finally {
  people.stop();
  await nats.stop();
  await mongo.stop();
  await rm(folder, { recursive: true, force: true });
}
