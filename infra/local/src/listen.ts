import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPortFree } from '@turnout/servers';
import { Refusal } from './refusal.ts';

/** How long open answers (streams, mostly) may go on after the gateway stopped to accept new requests. */
const CLOSE_WITHIN_MS = 500;

/** Lets the gateway listen on the loopback interface; the port it got. */
export async function listen(server: Server, port: number): Promise<number> {
  // Something that listens on all interfaces would not clash with us, but it would get our visitors.
  if (port !== 0 && !(await isPortFree(port))) {
    throw new Refusal(
      `Port ${port} is in use: stop what listens there, or take another one with "npm start -- --port ${port + 1}".`,
    );
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const lastResort = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
  await closed;
  clearTimeout(lastResort);
}
