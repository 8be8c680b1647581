import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type AddressInfo } from 'node:net';
import { MongoClient } from 'mongodb';
import { startMongo, startNats, startRedis, type RunningServer } from '../src/index.ts';
import { askTcp } from '../src/ask-tcp.ts';

const running: RunningServer[] = [];
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-servers-test-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
});

function track<T extends RunningServer>(server: T): T {
  running.push(server);
  return server;
}

async function insertAndCount(url: string): Promise<number> {
  const client = new MongoClient(url);
  try {
    const rows = client.db('shop').collection('rows');
    await client.withSession((session) =>
      session.withTransaction(async () => void (await rows.insertOne({ at: 1 }, { session }))),
    );
    return await rows.countDocuments();
  } finally {
    await client.close();
  }
}

test('When mongod is killed with SIGKILL and started on the same port and data, then what was committed is there', async () => {
  const first = track(await startMongo({ dataDir: folder }));
  expect(await insertAndCount(first.url('shop'))).toBe(1);
  await first.kill9();
  const second = track(await startMongo({ dataDir: folder, port: first.port }));
  expect(second.url()).toBe(first.url());
  expect(await insertAndCount(second.url('shop'))).toBe(2);
});

test('When mongod is started on its data at another port, then it takes writes there', async () => {
  const first = track(await startMongo({ dataDir: folder }));
  expect(await insertAndCount(first.url('shop'))).toBe(1);
  await first.stop();
  const second = track(await startMongo({ dataDir: folder }));
  expect(second.port).not.toBe(first.port);
  expect(await insertAndCount(second.url('shop'))).toBe(2);
});

test('When redis is killed with SIGKILL, then with a data folder it still has what it was given', async () => {
  const first = track(await startRedis({ dataDir: folder }));
  expect(await askTcp(first.port, 'SET seat taken\r\n')).toBe('+OK\r\n');
  await first.kill9();
  const second = track(await startRedis({ dataDir: folder, port: first.port }));
  expect(await askTcp(second.port, 'GET seat\r\n')).toContain('taken');
});

test('When nats-server starts, then it offers JetStream', async () => {
  const nats = track(await startNats({ dataDir: folder }));
  const info = JSON.parse((await askTcp(nats.port)).slice('INFO '.length)) as { jetstream?: boolean };
  expect(info.jetstream).toBe(true);
});

test('When the wanted port is in use, then one sentence says so', async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
  const { port } = squatter.address() as AddressInfo;
  await expect(startNats({ port })).rejects.toThrow(
    `nats-server cannot start: port ${port} is in use; stop what listens there.`,
  );
  squatter.close();
});
