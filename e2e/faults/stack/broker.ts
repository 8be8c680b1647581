// The broker seen from outside: what it keeps, and putting things in that no service would send.
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamManager } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';

export interface KeptMessage {
  stream: string;
  subject: string;
  payload: Uint8Array;
}

export interface Broker {
  /** Everything in the streams of the services, oldest first per stream; dead letters are not among it. */
  readAll(): Promise<KeptMessage[]>;
  /** Puts a message in; without an id the broker cannot recognize a double. */
  put(message: { subject: string; payload: Uint8Array; messageId?: string }): Promise<void>;
  deadLetters(): Promise<{ subject: string; reason: string; payload: string }[]>;
  /** Messages that a consumer has not answered yet, over all consumers. */
  unanswered(): Promise<number>;
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
    ...createReads(manager),
    put: (message) => put(connection, message),
    close: () => connection.close(),
  };
}

function createReads(manager: JetStreamManager) {
  async function streamNames(): Promise<string[]> {
    const names: string[] = [];
    for await (const name of manager.streams.names()) names.push(name);
    return names;
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
    async readAll() {
      const streams = (await streamNames()).filter((name) => name !== deadLetterStream);
      const all = await Promise.all(
        streams.map(async (stream) =>
          (await read(stream)).map(({ subject, data }) => ({ stream, subject, payload: data })),
        ),
      );
      return all.flat();
    },
    async deadLetters() {
      const letters = await read(deadLetterStream).catch(() => []);
      return letters.map(({ subject, header, data }) => ({
        subject,
        reason: header.get('Turnout-Reason'),
        payload: Buffer.from(data).toString('utf8').slice(0, 2_000),
      }));
    },
    async unanswered() {
      let sum = 0;
      for (const stream of await streamNames())
        for await (const info of manager.consumers.list(stream))
          sum += info.num_pending + info.num_ack_pending;
      return sum;
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
