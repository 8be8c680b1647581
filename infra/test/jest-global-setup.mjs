// Starts one mongod (replica set), nats-server and redis-server for the whole jest run, on free ports with data that
// goes with them. Test files read their URLs from the environment and take a database name of their own:
//   mongoose.connect(process.env.TEST_MONGO_URL, { dbName: 'orders-create-order' })
// A URL that is set already is used as it is.
import { tsImport } from 'tsx/esm/api';

export default async function startServersForTests() {
  const { startMongo, startNats, startRedis } = await tsImport('../servers/src/index.ts', import.meta.url);
  const onProgress = (line) => process.stderr.write(`${line}\n`);
  const wanted = [
    ['TEST_MONGO_URL', async () => withUrl(await startMongo({ onProgress }))],
    ['TEST_NATS_URL', () => startNats({ onProgress })],
    ['TEST_REDIS_URL', () => startRedis({ onProgress })],
  ].filter(([name]) => !process.env[name]);

  const started = await Promise.allSettled(
    wanted.map(async ([name, start]) => {
      const server = await start();
      process.env[name] = server.url;
      return server;
    }),
  );
  globalThis.turnoutTestServers = started.flatMap((result) =>
    result.status === 'fulfilled' ? [result.value] : [],
  );
  const failure = started.find((result) => result.status === 'rejected');
  if (failure === undefined) return;
  await Promise.all(globalThis.turnoutTestServers.map((server) => server.stop()));
  // Jest prints the stack of what a setup throws; a missing server deserves its sentence only.
  if (failure.reason.name === 'MissingServerError') failure.reason.stack = failure.reason.message;
  throw failure.reason;
}

/** A mongod makes URLs for database names; tests get the one without a name. */
function withUrl(mongo) {
  return { stop: mongo.stop, url: mongo.url() };
}
