// The only place that knows nodemailer.
import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { ClaimedMail } from '../store/mail.store.ts';

export interface Mailer {
  /** Resolves when the server has taken the mail. Rejects with {@link RefusedMail} when repeating cannot help. */
  send(mail: Pick<ClaimedMail, 'mailId' | 'to' | 'subject' | 'text' | 'html'>): Promise<void>;
  close(): void;
}

/** The server refuses this recipient or this text for good. */
export class RefusedMail extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'RefusedMail';
  }
}

const connectMs = 10_000;
const silenceMs = 20_000;

export function createMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = createTransport(
    {
      url: smtpUrl,
      pool: true,
      maxConnections: 5,
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      socketTimeout: silenceMs,
    },
    { from },
  );
  const host = /@([\w.-]+)/.exec(from)?.[1] ?? 'turnout.invalid';
  return {
    async send({ mailId, to, subject, text, html }) {
      try {
        await transport.sendMail({
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: messageIdOf(mailId, host),
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw isRefusal(error) ? new RefusedMail((error as Error).message, error) : error;
      }
    },
    close: () => transport.close(),
  };
}

/** The same for every attempt, so that a mail sent twice (a crash before the note) is shown once. */
export function messageIdOf(mailId: string, host: string): string {
  return `<${createHash('sha256').update(mailId).digest('hex').slice(0, 32)}@${host}>`;
}

/** A 5xx to the recipient or to the text is final; one to our sign-in or greeting is about us and may pass. */
function isRefusal(error: unknown): boolean {
  const {
    code,
    command,
    responseCode = 0,
  } = error as { code?: string; command?: string; responseCode?: number };
  const aboutTheMail = (code === 'EENVELOPE' && command === 'RCPT TO') || code === 'EMESSAGE';
  return aboutTheMail && responseCode >= 500;
}
