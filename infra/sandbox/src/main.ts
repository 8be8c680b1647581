import { createServer } from 'node:http';
import { readConfig, type Config } from './config.ts';
import { createSandbox, type SandboxOptions } from './sandbox.ts';

const config = readConfig(process.env);
const sandbox = await createSandbox(optionsOf(config));
const server = createServer(sandbox.app);

server.on('error', (error) => {
  console.error(`The sandbox cannot listen on ${config.HOST}:${config.PORT}: ${error.message}`);
  process.exit(1);
});
server.listen(config.PORT, config.HOST, () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  console.log(`payment sandbox listening on http://${config.HOST}:${port}`);
});

async function stop(): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 5_000).unref();
  await closed;
  await sandbox.close();
  process.exit(0);
}

process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());

function optionsOf({ WEBHOOK_URL: urls, ...env }: Config): SandboxOptions {
  return {
    secretKey: env.SECRET_KEY,
    publishableKey: env.PUBLISHABLE_KEY,
    webhooks: { urls, secret: env.WEBHOOK_SECRET },
    ...(env.DATA_DIR && { dataFolder: env.DATA_DIR }),
    ...(env.SANDBOX_PUBLIC_URL && { publicUrl: env.SANDBOX_PUBLIC_URL }),
  };
}
