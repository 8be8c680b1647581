// The broker seen from outside: what it keeps, and putting things in that no service would send.
import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamManager } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';

export interface KeptMessage {
  stream: string;
  subject: string;
  payload: Uint8Array;
}

export interface Broker {
  /** What the streams of the services have got since then, oldest first per stream; dead letters are not among it. */
  readSince(since: Date): Promise<KeptMessage[]>;
  /** Puts a message in; without an id the broker cannot recognize a double. */
  put(message: { subject: string; payload: Uint8Array; messageId?: string }): Promise<void>;
  deadLetters(): Promise<{ subject: string; reason: string; payload: string }[]>;
  close(): Promise<void>;
}

const deadLetterStream = 'TURNOUT_deadletters';

export async function openBroker(url: string): Promise<Broker> {
  const connection = await connect({
    servers: url,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    name: 'fault harness',
  });
  const manager = await jetstreamManager(connection, { checkAPI: false, timeout: 5_000 });
  return {
    ...createReads(connection, manager),
    put: (message) => put(connection, message),
    close: () => connection.close(),
  };
}

function createReads(connection: NatsConnection, manager: JetStreamManager) {
  async function readFrom(stream: string, since: Date): Promise<KeptMessage[]> {
    const start = { deliver_policy: DeliverPolicy.StartTime, opt_start_time: since.toISOString() };
    const consumer = await jetstream(connection).consumers.get(stream, start);
    const { num_pending: count } = await consumer.info();
    const kept: KeptMessage[] = [];
    if (count === 0) return kept;
    for await (const { subject, data } of await consumer.fetch({ max_messages: count, expires: 10_000 }))
      kept.push({ stream, subject, payload: data });
    return kept;
  }
  async function read(stream: string) {
    const { state } = await manager.streams.info(stream);
    const found = [];
    for (let seq = state.first_seq; seq <= state.last_seq && state.messages > 0; seq += 1) {
      const kept = await manager.streams.getMessage(stream, { seq }).catch(() => null);
      if (kept) found.push(kept);
    }
    return found;
  }
  return {
    async readSince(since: Date) {
      const names: string[] = [];
      for await (const name of manager.streams.names()) if (name !== deadLetterStream) names.push(name);
      return (await Promise.all(names.map((name) => readFrom(name, since)))).flat();
    },
    async deadLetters() {
      const letters = await read(deadLetterStream).catch(() => []);
      return letters.map(({ subject, header, data }) => ({
        subject,
        reason: header.get('Turnout-Reason'),
        payload: Buffer.from(data).toString('utf8').slice(0, 2_000),
      }));
    },
  };
}

async function put(
  connection: NatsConnection,
  { subject, payload, messageId }: { subject: string; payload: Uint8Array; messageId?: string },
): Promise<void> {
  await jetstream(connection).publish(subject, payload, {
    headers: headers(),
    timeout: 5_000,
    ...(messageId === undefined ? {} : { msgID: messageId }),
  });
}
