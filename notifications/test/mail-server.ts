// A real SMTP server that keeps what it takes, and refuses what a test tells it to.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail extends Email {
  to: { name: string; address: string }[];
}

export interface MailServer {
  url: string;
  received: ReceivedMail[];
  /** Answers every recipient, or every text, with this status from now on; undefined takes them again. */
  refuse: { recipient?: number; text?: number };
  /** Called while a mail is being taken, before it is acknowledged. */
  whileTaking: () => Promise<void>;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const state: Pick<MailServer, 'received' | 'refuse' | 'whileTaking'> = {
    received: [],
    refuse: {},
    whileTaking: async () => undefined,
  };
  const refusal = (status: number | undefined): Error | null =>
    status === undefined ? null : Object.assign(new Error('refused by the test'), { responseCode: status });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 100,
    onRcptTo: (_address, _session, done) => done(refusal(state.refuse.recipient)),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => void answer(Buffer.concat(chunks), done));
    },
  });
  async function take(raw: Buffer): Promise<Error | null> {
    const refused = refusal(state.refuse.text);
    if (refused) return refused;
    state.received.push((await PostalMime.parse(raw)) as ReceivedMail);
    await state.whileTaking();
    return null;
  }
  async function answer(raw: Buffer, done: (error: Error | null) => void): Promise<void> {
    const outcome = await take(raw);
    done(outcome);
  }
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return Object.assign(state, {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}
