// Sends what is due: claims a mail, sends it, notes it. A crash in between repeats it under the same Message-ID.
import { every } from '@turnout/common/runtime';
import type { Logger } from '@turnout/common/runtime';
import { afterFailure } from '../domain/delivery.ts';
import type { ClaimedMail, MailStore } from '../store/mail.store.ts';
import type { MailMetrics } from './metrics.ts';
import type { Mailer } from './smtp.ts';
import { RefusedMail } from './smtp.ts';

export interface DeliveryDeps {
  mails: MailStore;
  mailer: Mailer;
  metrics: MailMetrics;
  logger: Logger;
  now(): Date;
  newId(): string;
}

export interface Delivery {
  start(): void;
  /** Sends everything due now; resolves when nothing is left. */
  deliverDue(): Promise<void>;
  stop(): Promise<void>;
}

const lookEveryMs = 1_000;
const parallel = 5;
/** Longer than any send can take, so that two workers never send one mail at once; what a dead one held goes out within a minute. */
const leaseMs = 45_000;
const sendLimitMs = 40_000;

export function createDelivery(deps: DeliveryDeps): Delivery {
  const { mails, mailer, metrics, logger, now, newId } = deps;
  let stopping = false;
  let stopLooking = async (): Promise<void> => undefined;

  async function deliverOne(): Promise<boolean> {
    const leaseUntil = new Date(now().getTime() + leaseMs);
    const mail = await mails.claimDue({ claimId: newId(), now: now(), leaseUntil });
    if (!mail) return false;
    try {
      await withLimit(mailer.send(mail));
    } catch (error) {
      await noteFailure(mail, error as Error);
      return true;
    }
    await mails.noteSent(mail, now());
    metrics.sent(mail.kind);
    return true;
  }

  async function noteFailure(mail: ClaimedMail, error: Error): Promise<void> {
    const next = afterFailure(mail, error instanceof RefusedMail, now());
    await mails.noteFailure(mail, { ...next, error: error.message.slice(0, 500) });
    metrics.failed(mail.kind);
    const about = { mailId: mail.mailId, attempts: mail.attempts, reason: error.message };
    if (next.state === 'given-up') logger.error(about, 'mail given up');
    else logger.warn({ ...about, nextAttemptAt: next.nextAttemptAt }, 'mail not sent yet');
  }

  async function lane(): Promise<void> {
    while (!stopping && (await deliverOne()));
  }

  const deliverDue = async (): Promise<void> => {
    await Promise.all(Array.from({ length: parallel }, lane));
  };
  return {
    deliverDue,
    start: () =>
      void (stopLooking = every({ intervalMs: lookEveryMs, logger, what: 'mail delivery' }, deliverDue)),
    async stop() {
      stopping = true;
      await stopLooking();
      mailer.close();
    },
  };
}

async function withLimit(sending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`not taken by the mail server within ${sendLimitMs / 1_000} s`)),
      sendLimitMs,
    );
  });
  await Promise.race([sending, limit]).finally(() => clearTimeout(timer));
}
