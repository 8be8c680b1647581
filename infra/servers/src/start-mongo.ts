import { becomePrimary } from './become-primary.ts';
import { findMongod } from './find-mongod.ts';
import { startServer, type RunningServer, type StartOptions } from './start-server.ts';

export interface MongoServer extends RunningServer {
  /** The connection string of one database, or without a name the one to which a caller adds its `dbName`. */
  url(databaseName?: string): string;
}

/** Starts a mongod as a replica set of one, journaling as in production, and waits until it takes writes. */
export async function startMongo(options: StartOptions = {}): Promise<MongoServer> {
  const server = await startServer(
    {
      name: 'mongod',
      binary: await findMongod(options.onProgress),
      args: ({ dataDir, port }) => {
        const place = [
          '--dbpath',
          dataDir,
          '--bind_ip',
          '127.0.0.1',
          '--port',
          String(port),
          '--nounixsocket',
        ];
        const storage = ['--storageEngine', 'wiredTiger', '--wiredTigerCacheSizeGB', '0.5'];
        const quiet = ['--quiet', '--setParameter', 'diagnosticDataCollectionEnabled=false'];
        // A process that was killed leaves its transaction open, and others wait for what it locked: 60 s by default.
        const transactions = ['--setParameter', 'transactionLifetimeLimitSeconds=10'];
        return [...place, '--replSet', 'rs0', ...storage, ...quiet, ...transactions];
      },
      isReady: becomePrimary,
    },
    options,
  );
  return {
    ...server,
    url: (databaseName = '') => `mongodb://127.0.0.1:${server.port}/${databaseName}?replicaSet=rs0`,
  };
}
