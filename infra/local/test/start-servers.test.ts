import { startServers } from '../src/start-servers.ts';

const data = { path: (name: string) => name, log: (name: string) => name, release: () => Promise.resolve() };
const watch = { onLine: () => undefined, onChange: () => undefined, onProgress: () => undefined };

test.each([
  ['mongodb://127.0.0.1:27017/?replicaSet=rs0', 'mongodb://127.0.0.1:27017/turnout-orders?replicaSet=rs0'],
  [
    'mongodb://me:secret@a:1,b:2/admin?tls=true',
    'mongodb://me:secret@a:1,b:2/turnout-orders?tls=true&authSource=admin',
  ],
  ['mongodb+srv://cluster.example.com', 'mongodb+srv://cluster.example.com/turnout-orders'],
])('When MONGO_URL is %s, then each service gets its own database in it', async (given, expected) => {
  const env = { MONGO_URL: given, NATS_URL: 'nats://127.0.0.1:4222', REDIS_URL: 'redis://127.0.0.1:6379' };
  const servers = await startServers(data, watch, env);
  expect(servers.mongoUrl('turnout-orders')).toBe(expected);
  expect(servers.supervised).toEqual([]);
});
