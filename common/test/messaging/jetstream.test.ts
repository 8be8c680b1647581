import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { startNats } from '@turnout/servers';
import { connectJetStream, createSubjects } from '../../src/messaging/index.ts';
import { busContract } from '../../src/testing/bus-contract.ts';
import { startTcpProxy } from './tcp-proxy.ts';
import type { TcpProxy } from './tcp-proxy.ts';

const traits = { keepsMessageIdsOnce: true, hasServer: true, ackWaitMs: 400 };

busContract('JetStream', traits, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'turnout-jetstream-'));
  const proxies: TcpProxy[] = [];
  let server = await startNats({ dataDir });
  const { port, url } = server;
  return {
    connect: (options) => connectJetStream({ ...options, url }),
    async sendBytes({ namespace, type, payload }) {
      const connection = await connect({ servers: url });
      await connection.request(createSubjects(namespace).subjectOf(type), payload);
      await connection.close();
    },
    async connectCuttable(options) {
      const proxy = await startTcpProxy(port);
      proxies.push(proxy);
      const bus = await connectJetStream({ ...options, url: `nats://127.0.0.1:${proxy.port}` });
      return { bus, cut: proxy.cut };
    },
    broker: {
      kill: () => server.kill9(),
      async start() {
        server = await startNats({ dataDir, port });
      },
      wipe: () => rm(dataDir, { recursive: true, force: true }),
    },
    async close() {
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
});
