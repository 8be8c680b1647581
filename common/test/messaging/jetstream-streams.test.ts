import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { startNats } from '@turnout/servers';
import type { NatsServer } from '@turnout/servers';
import { connectJetStream, createBus } from '../../src/messaging/index.ts';
import { ensureStream } from '../../src/messaging/jetstream/streams.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { sample } from '../../src/testing/bus-contract/stage.ts';

let server: NatsServer;
let connection: NatsConnection;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'turnout-streams-'));
  server = await startNats({ dataDir });
  connection = await connect({ servers: server.url });
});
afterAll(async () => {
  await connection.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('When a bus connects, then every publisher has a stream on disk with limits', async () => {
  const bus = await createBus({
    kind: 'jetstream',
    url: server.url,
    clientName: 'orders',
    namespace: 'limits',
  });
  const manager = await jetstreamManager(connection);
  const names = ['auth', 'events', 'tickets', 'orders', 'expiration', 'payments', 'scanner', 'deadletters'];
  for (const name of names) {
    const { config } = await manager.streams.info(`LIMITS_${name}`);
    expect(config).toMatchObject({
      storage: 'file',
      num_replicas: 1,
      duplicate_window: 120e9,
      discard: 'old',
    });
    expect(config.max_age).toBe((name === 'deadletters' ? 30 : 7) * 86_400e9);
  }
  await bus.close();
});

test('When settings change between two starts, then the stream and the consumer follow', async () => {
  const manager = await jetstreamManager(connection);
  const options = { url: server.url, namespace: 'changes' };
  const group = { group: 'orders', handlers: { UserCreated: async () => undefined } };
  for (const [maxBytes, ackWaitMs] of [
    [1e6, 5_000],
    [2e6, 7_000],
  ] as const) {
    const bus = await connectJetStream({ ...options, maxBytes, ackWaitMs });
    await bus.subscribe(group);
    expect((await manager.streams.info('CHANGES_auth')).config.max_bytes).toBe(maxBytes);
    await eventually(async () => {
      const { config } = await manager.consumers.info('CHANGES_auth', 'orders_UserCreated');
      expect(config.ack_wait).toBe(ackWaitMs * 1e6);
    });
    await bus.close();
  }
});

test('When the broker cannot keep what is asked, then connecting rejects and says what', async () => {
  const connecting = connectJetStream({
    url: server.url,
    namespace: 'copies',
    replicas: 3,
    connectTimeoutMs: 100,
  });
  await expect(connecting).rejects.toThrow(/replicas/);
});

test('When the broker drops a setting silently, then that is noticed', async () => {
  const manager = await jetstreamManager(connection);
  const wanted = { name: 'FUTURE', subjects: ['future.>'], setting_of_a_later_server: true };
  await expect(ensureStream(manager, wanted)).rejects.toThrow(
    'did not accept setting_of_a_later_server of stream FUTURE',
  );
});

test('When a stream is deleted under a running bus, then it and its consumer are made again', async () => {
  const manager = await jetstreamManager(connection);
  const bus = await connectJetStream({ url: server.url, namespace: 'deleted' });
  const seen: string[] = [];
  await bus.subscribe({
    group: 'orders',
    handlers: { UserCreated: async ({ messageId }) => void seen.push(messageId) },
  });
  const [first, second] = [sample(1), sample(2)];
  await bus.publish(first);
  await eventually(() => expect(seen).toEqual([first.messageId]));
  await manager.streams.delete('DELETED_auth');
  await bus.publish(second);
  await eventually(() => expect(seen).toEqual([first.messageId, second.messageId]), 15_000);
  await bus.close();
});

test('When no server answers, then connecting rejects in time and tells no password', async () => {
  const connecting = connectJetStream({ url: 'nats://user:secret@127.0.0.1:1', connectTimeoutMs: 100 });
  await expect(connecting).rejects.toThrow('NATS at nats://127.0.0.1:1 does not answer');
});
