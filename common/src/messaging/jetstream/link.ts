// The connection to NATS: opened within a time limit, then kept for ever.
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { atMost, pause } from '../pause.ts';
import { jittered } from '../settings.ts';
import type { BusLogger } from '../settings.ts';

export interface LinkOptions {
  /** One server or several, separated by commas. */
  url: string;
  name: string;
  connectTimeoutMs: number;
  logger: BusLogger;
}

export interface Link {
  connection: NatsConnection;
  client: JetStreamClient;
  manager: JetStreamManager;
  isConnected(): boolean;
  /** Counts the connections lost: an answer to a message of an older epoch could reach another message. */
  epoch(): number;
  /** Calls back whenever the connection is lost. Returns how to stop that. */
  onLost(listener: () => void): () => void;
  /** Sends what is waiting to be sent, if the server still takes it, and disconnects. */
  close(): Promise<void>;
}

const requestTimeoutMs = 2_000;
const drainTimeoutMs = 2_000;

/** Rejects when no server answers in time; after that a lost connection is sought again without end. */
export async function openLink(options: LinkOptions): Promise<Link> {
  const connection = await connectInTime(options);
  const manager = await jetstreamManager(connection, { checkAPI: false, timeout: requestTimeoutMs });
  const listeners = new Set<() => void>();
  let connected = true;
  let epoch = 0;

  void (async () => {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        connected = false;
        epoch += 1;
        options.logger.warn({ server: status.server }, 'connection to NATS lost');
        for (const listener of listeners) listener();
      } else if (status.type === 'reconnect') {
        connected = true;
        options.logger.info({ server: status.server }, 'connected to NATS again');
      }
    }
  })();

  return {
    connection,
    client: jetstream(connection),
    manager,
    isConnected: () => connected && !connection.isClosed(),
    epoch: () => epoch,
    onLost(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      if (connected) await atMost(drainTimeoutMs, connection.drain());
      await connection.close();
    },
  };
}

async function connectInTime({ url, name, connectTimeoutMs }: LinkOptions): Promise<NatsConnection> {
  const deadline = Date.now() + connectTimeoutMs;
  for (;;) {
    try {
      return await connect({
        servers: url.split(','),
        name,
        timeout: 5_000,
        maxReconnectAttempts: -1,
        reconnectTimeWait: 250,
        reconnectJitter: 250,
        pingInterval: 5_000,
        maxPingOut: 2,
      });
    } catch (cause) {
      const waitMs = jittered(500);
      if (Date.now() + waitMs > deadline) throw new Error(`NATS at ${hosts(url)} does not answer`, { cause });
      await pause(waitMs);
    }
  }
}

/** The servers without the user and password that the URLs may hold. */
function hosts(url: string): string {
  return url
    .split(',')
    .map((server) => server.replace(/\/\/[^@/]*@/, '//'))
    .join(',');
}
