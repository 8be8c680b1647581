import { callbackify } from 'node:util';
import { SMTPServer } from 'smtp-server';
import type { Envelope } from './mail.ts';

const LARGEST_MAIL_BYTES = 25 * 1024 * 1024;

/** Accepts every mail from anybody, as a mail server for tests does; a mail that cannot be kept is refused. */
export function createSmtpServer(deliver: (raw: Buffer, envelope: Envelope) => Promise<void>): SMTPServer {
  return new SMTPServer({
    size: LARGEST_MAIL_BYTES,
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    onData: (stream, session, done) => {
      const { mailFrom, rcptTo } = session.envelope;
      const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
      const keep = async (): Promise<void> => {
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(chunk as Buffer);
        if (stream.sizeExceeded) throw new Error('The mail is larger than 25 MB.');
        await deliver(Buffer.concat(chunks), envelope);
      };
      callbackify(keep)((error) => done(error));
    },
  });
}
