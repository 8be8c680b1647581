// One way to open a service's own database: majority and journaled writes, filters that cannot be injected into.
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';

export interface Mongo {
  connection: Connection;
  /** Creates the collections and indexes of every model registered so far; call before serving. */
  prepare(): Promise<void>;
  /** Answers within 2 s whether the database does. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

mongoose.set('sanitizeFilter', true);
mongoose.set('strictQuery', 'throw');
// A query inside a transaction joins it by itself; forgetting the session is then impossible.
mongoose.set('transactionAsyncLocalStorage', true);

/** Connects to `url` (a replica set; the database is named in it or by `dbName`). Rejects when no server answers in 10 s. */
export async function connectMongo(options: {
  url: string;
  dbName?: string;
  monitorCommands?: boolean;
}): Promise<Mongo> {
  const connection = mongoose.createConnection(options.url, {
    ...(options.dbName ? { dbName: options.dbName } : {}),
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    monitorCommands: options.monitorCommands ?? false,
    maxPoolSize: 50,
    serverSelectionTimeoutMS: 10_000,
  });
  await connection.asPromise();
  return {
    connection,
    async prepare() {
      await Promise.all(Object.values(connection.models).map((model) => model.init()));
    },
    async ping() {
      await connection.db?.command({ ping: 1 }, { timeoutMS: 2_000 });
    },
    close: () => connection.close(),
  };
}
