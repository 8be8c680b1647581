// The database, the broker and Redis: killed, emptied, full.
import { execFile } from 'node:child_process';
import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { redisCommand } from '../stack/redis-command.ts';
import type { Stack } from '../stack/stack.ts';
import type { Cell, Stage } from './cell.ts';
import { isBack, kill9 } from './processes.ts';

async function killServer(
  { stack, at, note }: Stage,
  name: 'mongod' | 'nats-server' | 'redis-server',
): Promise<void> {
  for (const ms of [4_000, 11_000]) {
    await at(ms);
    note(`kill -9 ${name}`);
    await kill9(stack.serverOf(name));
    await isBack(stack.serverOf(name));
  }
}

/** The broker comes back with nothing: no streams, no consumers, no messages. */
async function wipeBroker(stack: Stack): Promise<void> {
  const server = stack.serverOf('nats-server');
  await kill9(server);
  // One step, and before the supervisor starts the next process: half a store is another story than none.
  renameSync(join(stack.folder, 'data/nats/jetstream'), join(stack.folder, `wiped-${Date.now()}`));
  await isBack(server);
}

/** The broker comes back as it was some seconds ago, as after a power cut or with a backup: same streams, fewer messages. */
async function rollBackBroker({ stack, at, note }: Stage): Promise<void> {
  const store = join(stack.folder, 'data/nats/jetstream');
  const copy = join(stack.folder, `copy-${Date.now()}`);
  const server = stack.serverOf('nats-server');
  await at(5_000);
  note('the store of NATS is copied');
  await kill9(server);
  cpSync(store, copy, { recursive: true });
  await isBack(server);
  await at(11_000);
  note('the store of NATS is as it was before');
  await kill9(server);
  renameSync(store, join(stack.folder, `lost-${Date.now()}`));
  renameSync(copy, store);
  await isBack(server);
}

const owners = ['auth', 'events', 'tickets', 'orders', 'payments', 'scanner'];

/** The command that operators have. */
async function reEmit(stack: Stack, service: string): Promise<void> {
  const program = join(stack.snapshot, 'node_modules/@turnout/common/dist/outbox/re-emit-cli.js');
  const env = { ...process.env, MONGO_URL: stack.mongoUrl(service) };
  await promisify(execFile)(process.execPath, [program, '--since', '1h'], { env });
}

async function redisFull({ stack, at, note }: Stage): Promise<void> {
  await at(3_000);
  note('Redis is out of memory');
  await redisCommand(stack.redisUrl, 'CONFIG SET maxmemory 1');
  await at(16_000);
  await redisCommand(stack.redisUrl, 'CONFIG SET maxmemory 0');
}

async function redisFlushed({ stack, at, note }: Stage): Promise<void> {
  for (const ms of [4_000, 8_000, 12_000]) {
    await at(ms);
    note('FLUSHALL');
    await redisCommand(stack.redisUrl, 'FLUSHALL');
  }
}

export const serverCells: Cell[] = [
  {
    name: 'kill-mongod',
    title: 'mongod killed with -9, twice',
    during: (stage) => killServer(stage, 'mongod'),
  },
  {
    name: 'kill-nats',
    title: 'nats-server killed with -9, twice',
    during: (stage) => killServer(stage, 'nats-server'),
  },
  {
    name: 'nats-wiped',
    title: 'nats-server killed and its store wiped mid-sale',
    async during({ stack, at, note }) {
      await at(8_000);
      note('the store of NATS is wiped');
      await wipeBroker(stack);
      await pause(500);
    },
  },
  {
    name: 'nats-wiped-re-emit',
    title: 'the same, and operators re-emit the last hour of every service',
    async during({ stack, at, note }) {
      await at(10_000);
      note('the store of NATS is wiped');
      await wipeBroker(stack);
      note('re-emit');
      await Promise.all(owners.map((service) => reEmit(stack, service)));
    },
  },
  {
    name: 'nats-rolled-back',
    title: 'nats-server killed and its store put back to what it was six seconds before',
    during: rollBackBroker,
  },
  {
    name: 'kill-redis',
    title: 'Redis killed with -9, twice',
    during: (stage) => killServer(stage, 'redis-server'),
  },
  { name: 'redis-flushed', title: 'FLUSHALL on Redis, three times', during: redisFlushed },
  { name: 'redis-full', title: 'Redis out of memory for 13 s', during: redisFull },
];
