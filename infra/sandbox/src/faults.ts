/** Faults that are switched on for tests; each counts itself down. Without any, all answers are "no". */
import { z } from 'zod';

const count = z.number().int().min(1).max(1_000_000);
const pathPrefix = z.string().startsWith('/').default('/v1');

export const faultsSchema = z.strictObject({
  /** The next n webhooks (or all) count as delivered and are never sent. */
  loseWebhooks: z.union([count, z.boolean()]).optional(),
  /** Every webhook is sent this many times at once. */
  duplicateWebhooks: z.number().int().min(1).max(100).optional(),
  /** Every webhook's first attempt waits this long. */
  delayWebhooksMs: z.number().int().min(0).max(86_400_000).optional(),
  /** Webhooks are gathered for a while (300 ms, or so many) and sent newest first. */
  reorderWebhooks: z.union([z.boolean(), z.number().int().min(1).max(60_000)]).optional(),
  /** The next `count` requests are refused before anything is done. */
  failRequests: z
    .strictObject({
      status: z.number().int().min(400).max(599),
      count: count.default(1),
      pathPrefix,
      jsonBody: z.unknown().optional(),
    })
    .optional(),
  /** The next `count` requests are done, but the answer never arrives: the connection hangs, then drops. */
  timeoutAfterSuccess: z
    .strictObject({
      count: count.default(1),
      pathPrefix,
      holdMs: z.number().int().min(0).max(600_000).default(5_000),
    })
    .optional(),
  /** The next `count` requests take this long before anything is done. */
  delayRequests: z
    .strictObject({ count: count.default(1), pathPrefix, delayMs: z.number().int().min(1).max(600_000) })
    .optional(),
});

export type FaultSettings = z.infer<typeof faultsSchema>;

export interface Faults {
  current(): FaultSettings;
  set(settings: FaultSettings): void;
  clear(): void;
  takeLostWebhook(): boolean;
  takeFailure(path: string): { status: number; jsonBody?: unknown } | null;
  /** How long to hang before the connection drops, or null to answer. */
  takeTimeout(path: string): number | null;
  takeDelayMs(path: string): number;
}

const reorderWindowMs = 300;

export function createFaults(): Faults {
  let settings: FaultSettings = {};

  function take<K extends 'failRequests' | 'timeoutAfterSuccess' | 'delayRequests'>(
    name: K,
    path: string,
  ): FaultSettings[K] | undefined {
    const fault = settings[name];
    if (!fault || !path.startsWith(fault.pathPrefix)) return undefined;
    const { [name]: _, ...others } = settings;
    settings = fault.count > 1 ? { ...settings, [name]: { ...fault, count: fault.count - 1 } } : others;
    return fault;
  }

  return {
    current: () => settings,
    set: (more) => {
      settings = { ...settings, ...more };
    },
    clear: () => {
      settings = {};
    },
    takeLostWebhook() {
      const { loseWebhooks } = settings;
      if (typeof loseWebhooks !== 'number') return loseWebhooks === true;
      settings = { ...settings, loseWebhooks: loseWebhooks > 1 ? loseWebhooks - 1 : false };
      return true;
    },
    takeFailure: (path) => take('failRequests', path) ?? null,
    takeTimeout: (path) => take('timeoutAfterSuccess', path)?.holdMs ?? null,
    takeDelayMs: (path) => take('delayRequests', path)?.delayMs ?? 0,
  };
}

/** The window of the reorder fault in milliseconds; 0 when it is off. */
export function reorderWindow(settings: FaultSettings): number {
  const { reorderWebhooks = false } = settings;
  return typeof reorderWebhooks === 'number' ? reorderWebhooks : reorderWebhooks ? reorderWindowMs : 0;
}
