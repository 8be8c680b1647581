// Work at the provider that must be done whatever happens: it waits in the database until it is.

/** `watch` looks at an open intent now and then, `stop` ends the intent of an order that is over, `refund` gives money back. */
export type TaskKind = 'watch' | 'stop' | 'refund';

export interface Task {
  taskId: string;
  kind: TaskKind;
  orderId: string;
  refund: { refundId: string; chargeId: string; amountCents: number } | null;
  /** When it is next taken up; while someone works on it, when another may. */
  dueAt: Date;
  /** Times it was taken up since it last went well, this one included. */
  tries: number;
  lastError: string | null;
  createdAt: Date;
}

const firstWaitMs = 1_000;
const longestWaitMs = 300_000;

/** Doubles from one second to five minutes, jittered by a quarter, for as long as it takes. */
export function backoffMs(tries: number, random: () => number): number {
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(tries - 1, 20));
  return Math.round(wait * (0.75 + random() * 0.5));
}

const eagerForMs = 600_000;

/** A lost webhook is healed within seconds while a payer is likely to be waiting, within a minute later. */
export function nextWatchMs(ageMs: number): number {
  return ageMs < eagerForMs ? 5_000 : 60_000;
}

/** The same, but never later than the order's end: that is the moment to stop its intent. */
export function nextLookAt({ now, ageMs, expiresAt }: { now: Date; ageMs: number; expiresAt: Date }): Date {
  const inTurn = now.getTime() + nextWatchMs(ageMs);
  return new Date(Math.max(now.getTime(), Math.min(inTurn, expiresAt.getTime())));
}

/** One intent has one task, which turns from watching into stopping. */
export function intentTaskId(orderId: string): string {
  return `intent:${orderId}`;
}

export function refundTaskId(refundId: string): string {
  return `refund:${refundId}`;
}
