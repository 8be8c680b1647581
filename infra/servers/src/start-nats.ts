import { askTcp } from './ask-tcp.ts';
import { findNatsServer } from './find-nats-server.ts';
import { startServer, type RunningServer, type StartOptions } from './start-server.ts';

export interface NatsServer extends RunningServer {
  url: string;
}

/** Starts a nats-server with JetStream on file storage. */
export async function startNats(options: StartOptions = {}): Promise<NatsServer> {
  const server = await startServer(
    {
      name: 'nats-server',
      binary: await findNatsServer(options.onProgress),
      args: ({ dataDir, port }) => ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', dataDir],
      isReady: async (port) => (await askTcp(port)).startsWith('INFO'),
    },
    options,
  );
  return { ...server, url: `nats://127.0.0.1:${server.port}` };
}
