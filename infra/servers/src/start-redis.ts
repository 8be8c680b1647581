import { askTcp } from './ask-tcp.ts';
import { findRedisServer } from './find-redis-server.ts';
import { startServer, type RunningServer, type StartOptions } from './start-server.ts';

export interface RedisServer extends RunningServer {
  url: string;
}

/** Starts a redis-server; with a `dataDir` it keeps an append-only file, without one it keeps nothing. */
export async function startRedis(options: StartOptions = {}): Promise<RedisServer> {
  const appendOnly = options.dataDir === undefined ? 'no' : 'yes';
  const server = await startServer(
    {
      name: 'redis-server',
      binary: await findRedisServer(options.onProgress),
      args: ({ dataDir, port }) => {
        const place = ['--bind', '127.0.0.1', '--port', String(port), '--dir', dataDir];
        return [...place, '--appendonly', appendOnly, '--save', '', '--maxmemory-policy', 'noeviction'];
      },
      isReady: async (port) => (await askTcp(port, 'PING\r\n')).startsWith('+PONG'),
    },
    options,
  );
  return { ...server, url: `redis://127.0.0.1:${server.port}` };
}
