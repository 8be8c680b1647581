// One scan as it is kept, whatever its verdict, and what the others are told of it.
import { AppError } from '@turnout/common/errors';
import type { NewMessage } from '@turnout/common/messages';
import type { Direction, Presence, ScanPlace } from './presence.ts';
import type { DoorTicket } from './ticket.ts';
import type { Verdict } from './verdict.ts';

export interface CheckIn extends ScanPlace {
  /** Follows from the event and the device's scanId, so that two events never meet in one id. */
  checkInId: string;
  version: number;
  scanId: string;
  eventId: string;
  doorSessionId: string;
  /** Of the code and the direction; the code itself opens doors and is not kept. */
  fingerprint: string;
  /** Only when the code's signature was good. */
  ticketId: string | null;
  direction: Direction;
  verdict: Verdict;
  /** The admission that stood in the way. */
  firstScan: ScanPlace | null;
  /** Where the holder was before; an undo goes back there. */
  before: Presence | null;
  receivedAt: Date;
  undoneAt: Date | null;
}

/** A device's clock may be ahead by this much before it is not believed. */
const clockAheadMs = 5 * 60_000;

export function believable(scannedAt: Date, now: Date): Date {
  return scannedAt.getTime() > now.getTime() + clockAheadMs ? now : scannedAt;
}

export function refuseOtherScan(checkIn: CheckIn, fingerprint: string): void {
  if (checkIn.fingerprint === fingerprint) return;
  const message = 'This scanId was used for another code or direction.';
  throw new AppError('conflict', 'scan-id-reused', message, { field: 'scanId' });
}

/** The check-in taken back. Throws unless it is the ticket's last move. */
export function undone(checkIn: CheckIn, presence: Presence, now: Date): CheckIn {
  if (checkIn.verdict !== 'admitted' || !checkIn.before)
    throw new AppError('conflict', 'nothing-to-undo', 'This scan let nobody through.');
  if (presence.movedBy !== checkIn.checkInId)
    throw new AppError(
      'conflict',
      'later-scan-exists',
      'The ticket was scanned again since. Undo that first.',
    );
  return { ...checkIn, undoneAt: now, version: checkIn.version + 1 };
}

export function toCheckInMessage(checkIn: CheckIn, ticket: DoorTicket): NewMessage {
  const { checkInId, version, eventId, direction, gate, scannedAt, undoneAt } = checkIn;
  const { ticketId, orderId, ticketTypeId } = ticket;
  return {
    type: 'CheckInRecorded',
    aggregateId: checkInId,
    version,
    data: {
      scanId: checkInId,
      version,
      ticketId,
      orderId,
      eventId,
      ticketTypeId,
      direction,
      gate,
      scannedAt: scannedAt.toISOString(),
      undone: undoneAt !== null,
    },
  };
}
