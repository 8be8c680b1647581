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
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', done);
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(new Error('The mail is larger than 25 MB.'));
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
        deliver(Buffer.concat(chunks), envelope).then(() => done(), done);
      });
    },
  });
}
