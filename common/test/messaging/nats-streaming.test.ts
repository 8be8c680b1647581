import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node-nats-streaming';
import { freePort } from '@turnout/servers';
import { connectNatsStreaming, createSubjects } from '../../src/messaging/index.ts';
import { busContract } from '../../src/testing/bus-contract.ts';
import type { BusHarness } from '../../src/testing/bus-contract.ts';
import { clusterId, findNatsStreamingServer, startNatsStreaming } from './nats-streaming-server.ts';
import { startTcpProxy } from './tcp-proxy.ts';
import type { TcpProxy } from './tcp-proxy.ts';

// One second is the shortest ack wait of NATS Streaming.
const traits = { keepsMessageIdsOnce: false, hasServer: true, ackWaitMs: 1_000 };
const server = findNatsStreamingServer();

if ('missing' in server)
  test.skip(`NATS Streaming, as every bus: not run, ${server.missing}`, () => undefined);
else busContract('NATS Streaming', traits, () => openHarness(server.binary));

async function openHarness(binary: string): Promise<BusHarness> {
  const dataDir = await mkdtemp(join(tmpdir(), 'turnout-nats-streaming-'));
  const port = await freePort();
  const url = `nats://127.0.0.1:${port}`;
  const proxies: TcpProxy[] = [];
  let running = await startNatsStreaming({ binary, dataDir, port });
  return {
    connect: (options) => connectNatsStreaming({ ...options, url, clusterId }),
    sendBytes: ({ namespace, type, payload }) =>
      new Promise((resolve, reject) => {
        const stan = connect(clusterId, `raw-${randomUUID()}`, { url });
        stan.on('error', reject);
        stan.on('close', () => resolve());
        stan.on('connect', () =>
          stan.publish(createSubjects(namespace).subjectOf(type), payload, (error) => {
            if (error) reject(error);
            stan.close();
          }),
        );
      }),
    async connectCuttable(options) {
      const proxy = await startTcpProxy(port);
      proxies.push(proxy);
      const bus = await connectNatsStreaming({
        ...options,
        url: `nats://127.0.0.1:${proxy.port}`,
        clusterId,
      });
      return { bus, cut: proxy.cut };
    },
    broker: {
      kill: () => running.kill9(),
      async start() {
        running = await startNatsStreaming({ binary, dataDir, port });
      },
      wipe: () => rm(dataDir, { recursive: true, force: true }),
    },
    async close() {
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
