import { freePort, startMongo, startNats, startRedis } from '@turnout/servers';
import type { DataFolder } from './data-folder.ts';
import { supervise, type Running, type Supervised, type SuperviseOptions } from './supervise.ts';

export interface Servers {
  /** The connection string of a service's own database. */
  mongoUrl(databaseName: string): string;
  natsUrl: string;
  redisUrl: string;
  /** Those that were started here; servers given by a URL are somebody else's. */
  supervised: Supervised[];
}

type Watch = Pick<SuperviseOptions, 'onLine' | 'onChange'> & { onProgress(line: string): void };

/** Uses the servers that the environment names, and starts the others on data that stays. */
export async function startServers(
  data: DataFolder,
  watch: Watch,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Servers> {
  const { onProgress } = watch;
  const supervised: Supervised[] = [];
  const serverUrl = async (
    name: string,
    given: string | undefined,
    start: (port: number) => Promise<Running>,
  ) => {
    if (given) return given;
    // The port stays the same over restarts, as the services keep the URL they were started with.
    const port = await freePort();
    const server = await supervise({ ...watch, name, start: () => start(port) });
    supervised.push(server);
    return server.current()?.url ?? '';
  };
  const results = await Promise.allSettled([
    serverUrl('mongod', env['MONGO_URL'], async (port) => {
      const mongo = await startMongo({ dataDir: data.path('mongo'), port, onProgress });
      return { ...mongo, url: mongo.url() };
    }),
    serverUrl('nats-server', env['NATS_URL'], (port) =>
      startNats({ dataDir: data.path('nats'), port, onProgress }),
    ),
    serverUrl('redis-server', env['REDIS_URL'], (port) =>
      startRedis({ dataDir: data.path('redis'), port, onProgress }),
    ),
  ]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(supervised.map((server) => server.stop()));
    throw failed.reason;
  }
  const [mongo = '', nats = '', redis = ''] = results.map((result) =>
    result.status === 'fulfilled' ? result.value : '',
  );
  return { mongoUrl: (name) => withDatabase(mongo, name), natsUrl: nats, redisUrl: redis, supervised };
}

/** Puts a database name into a connection string; such a string may name several hosts, so it is no `URL`. */
function withDatabase(connectionString: string, databaseName: string): string {
  const [, hosts = '', path = '', query = ''] =
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(connectionString) ?? [];
  const options = new URLSearchParams(query);
  // Users live in the database that the string named; with another name in it they would be looked for there.
  if (hosts.includes('@') && !options.has('authSource')) options.set('authSource', path || 'admin');
  return `${hosts}/${databaseName}${options.size > 0 ? '?' : ''}${options.toString()}`;
}
