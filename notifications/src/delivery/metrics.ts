import type { HttpMetrics } from '@turnout/common/http';
import { Counter, Gauge } from 'prom-client';
import type { MailKind, MailStore } from '../store/mail.store.ts';

export interface MailMetrics {
  sent(kind: MailKind): void;
  /** One attempt that failed; the mail may still be sent later. */
  failed(kind: MailKind): void;
}

export function createMailMetrics({ registry }: HttpMetrics, mails: Pick<MailStore, 'count'>): MailMetrics {
  const registers = [registry];
  const sent = new Counter({
    name: 'mails_sent_total',
    help: 'Mails taken by the mail server',
    labelNames: ['kind'],
    registers,
  });
  const failed = new Counter({
    name: 'mails_failed_total',
    help: 'Attempts to send that failed',
    labelNames: ['kind'],
    registers,
  });
  const gauges = { waiting: 'Mails not sent yet', 'given-up': 'Mails that will not be sent' } as const;
  for (const [state, help] of Object.entries(gauges) as ['waiting' | 'given-up', string][]) {
    const gauge: Gauge = new Gauge({
      name: `mails_${state.replace('-', '_')}`,
      help,
      registers,
      collect: async () => gauge.set(await mails.count(state)),
    });
  }
  return { sent: (kind) => sent.inc({ kind }), failed: (kind) => failed.inc({ kind }) };
}
