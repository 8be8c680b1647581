import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

export interface PaymentMetrics {
  /** Charges whose end was found by looking, because no webhook had told it yet. */
  healed: Counter<'by'>;
  webhooks: Counter<'outcome'>;
  failedRefunds: Counter;
}

export function createPaymentMetrics(
  registry: Registry,
  countFailingTasks: () => Promise<number>,
): PaymentMetrics {
  const registers = [registry];
  const failing = new Gauge({
    name: 'payments_tasks_failing',
    help: 'Stops and refunds that the provider has not taken in many tries',
    registers,
    async collect() {
      failing.set(await countFailingTasks());
    },
  });
  return {
    healed: new Counter({
      name: 'payments_healed_total',
      help: 'Charges brought in line by looking at the provider',
      labelNames: ['by'],
      registers,
    }),
    webhooks: new Counter({
      name: 'payments_webhooks_total',
      help: 'Webhooks by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    failedRefunds: new Counter({
      name: 'payments_refunds_failed_total',
      help: 'Refunds that came back',
      registers,
    }),
  };
}
