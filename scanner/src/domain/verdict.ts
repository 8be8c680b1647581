// What the scanner is told: one pure decision over the event, the ticket, where its holder is, and the scan.
import { doorsCloseAt } from './door-event.ts';
import type { DoorEvent } from './door-event.ts';
import type { Direction, Presence } from './presence.ts';
import type { DoorTicket } from './ticket.ts';

/** `not-valid-yet` is for tickets with a time window of their own; no ticket has one today. An accepted exit is `admitted` too. */
export const verdicts = [
  'admitted',
  'already-admitted',
  'revoked',
  'refunded',
  'wrong-event',
  'not-valid-yet',
  'expired',
  'unknown',
  'bad-signature',
  'not-inside',
] as const;
export type Verdict = (typeof verdicts)[number];

/** A code whose signature is good and whose ticket is known. */
interface Scanned {
  event: DoorEvent;
  ticket: DoorTicket;
  presence: Presence;
  /** What the code says; the ticket's own is the newest. */
  issueNumber: number;
  direction: Direction;
  scannedAt: Date;
}

/** Nobody who is inside is kept from leaving; coming in asks for a living event, ticket and code, and for being outside. */
export function judge(scanned: Scanned): Verdict {
  const { event, ticket, presence, direction } = scanned;
  if (direction === 'out') return presence.inside ? 'admitted' : 'not-inside';
  if (event.status === 'cancelled') return 'revoked';
  if (scanned.issueNumber < ticket.issueNumber) return 'revoked';
  // `used` is the echo of our own check-in: where the holder is decides, not what was told of it.
  if (ticket.status === 'refunded') return 'refunded';
  if (ticket.status === 'cancelled' || ticket.status === 'transferred') return 'revoked';
  if (scanned.scannedAt > doorsCloseAt(event)) return 'expired';
  if (presence.inside) return 'already-admitted';
  if (presence.admissions > 0 && !event.reentry) return 'already-admitted';
  return 'admitted';
}
