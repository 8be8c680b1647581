// The payment provider misbehaves, as real ones do.
import { setTimeout as pause } from 'node:timers/promises';
import { clearFaults, provideFaults } from './cell.ts';
import type { Cell, Stage } from './cell.ts';

/** Switches a fault on after two seconds, and on again every three, as it counts itself down; off at the end. */
async function whileBuying({ stack, at, note }: Stage, faults: object): Promise<void> {
  for (const ms of [2_000, 5_000, 8_000, 11_000, 14_000]) {
    await at(ms);
    note(`provider: ${JSON.stringify(faults)}`);
    await provideFaults(stack, faults);
  }
  await at(20_000);
  await clearFaults(stack);
  await pause(100);
}

const failing = (status: number, jsonBody?: object) => ({
  failRequests: { status, count: 12, pathPrefix: '/v1', ...(jsonBody ? { jsonBody } : {}) },
});

const cell = (name: string, title: string, faults: object): Cell => ({
  name: `provider-${name}`,
  title: `provider: ${title}`,
  during: (stage) => whileBuying(stage, faults),
});

export const providerCells: Cell[] = [
  cell('timeout', 'does the work and never answers', {
    timeoutAfterSuccess: { count: 5, pathPrefix: '/v1', holdMs: 9_000 },
  }),
  cell('429', 'bursts of 429', failing(429)),
  cell('500', 'bursts of 500', failing(500)),
  cell('json-502', 'bursts of a 502 with JSON of a proxy', failing(502, { message: 'Bad gateway' })),
  cell('webhooks-lost', 'no webhook arrives', { loseWebhooks: true }),
  cell('webhooks-five-times', 'every webhook five times', { duplicateWebhooks: 5 }),
  cell('webhooks-reordered', 'webhooks newest first', { reorderWebhooks: 3_000 }),
  cell('webhooks-late', 'webhooks two hours late', { delayWebhooksMs: 7_200_000 }),
];
