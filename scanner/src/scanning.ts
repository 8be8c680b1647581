// The one way a scan is decided: read the code, then verdict, presence, check-in row and message in one transaction.
import { createHash } from 'node:crypto';
import { AppError } from '@turnout/common/errors';
import type { Outbox, Transaction } from '@turnout/common/outbox';
import { decodeTicketCode, verifyTicketCode } from '@turnout/common/ticket-code';
import { believable, refuseOtherScan, toCheckInMessage, undone } from './domain/check-in.ts';
import type { CheckIn } from './domain/check-in.ts';
import { refuseExitWithoutReentry } from './domain/door-event.ts';
import type { DoorEvent } from './domain/door-event.ts';
import type { DoorSession } from './domain/door-session.ts';
import { moved, restored } from './domain/presence.ts';
import type { Direction } from './domain/presence.ts';
import type { DoorTicket } from './domain/ticket.ts';
import { judge } from './domain/verdict.ts';
import type { Verdict } from './domain/verdict.ts';
import type { ScannerStore } from './store/index.ts';
import { waitFor } from './waiting.ts';

/** An open door: who scans, for which event. */
export interface Door {
  session: DoorSession;
  event: DoorEvent;
}

export interface Scan {
  scanId: string;
  code: string;
  direction: Direction;
  gate: string | null;
  scannedAt: Date;
}

export interface Scanned {
  checkIn: CheckIn;
  /** As it is now; absent when the code's signature was not good or its ticket is not known. */
  ticket: DoorTicket | undefined;
}

export interface Scanning {
  /** Decides a scan once; the same scanId gets the same verdict ever after. Throws `scan-id-reused` or `reentry-off`. */
  scan(door: Door, scan: Scan): Promise<Scanned>;
  /** Takes back what a scan moved. Throws when there is no such scan, or it was not the ticket's last move. */
  undo(door: Door, scanId: string): Promise<Scanned>;
}

interface ScanningDeps {
  store: ScannerStore;
  outbox: Outbox;
  now: () => Date;
  /** How long a genuine code waits for the news of its ticket. */
  ticketWaitMs: number;
}

/** What a code says by itself: a refusal, or whose ticket it is. */
type Reading = { refusal: Verdict } | { ticketId: string; issueNumber: number };

const maxAttempts = 5;

export function createScanning({ store, outbox, now, ticketWaitMs }: ScanningDeps): Scanning {
  async function read(event: DoorEvent, text: string): Promise<Reading> {
    const code = decodeTicketCode(text);
    if (!code) return { refusal: 'unknown' };
    if (code.eventId !== event.eventId) return { refusal: 'wrong-event' };
    const key = await waitFor(() => store.keys.find(event.eventId, code.keyId), ticketWaitMs);
    if (!key || !verifyTicketCode(text, key.publicKey)) return { refusal: 'bad-signature' };
    const { ticketId, issueNumber } = code;
    const isKnown = async () => {
      const known = await store.tickets.find(ticketId);
      return known && known.ticket.issueNumber >= issueNumber ? true : undefined;
    };
    if (!(await waitFor(isKnown, ticketWaitMs))) return { refusal: 'unknown' };
    return { ticketId, issueNumber };
  }

  async function record(door: Door, scan: Scan, ids: { checkInId: string; fingerprint: string }) {
    const { event, session } = door;
    const reading = await read(event, scan.code);
    const receivedAt = now();
    const scannedAt = believable(scan.scannedAt, receivedAt);
    const { scanId, direction, gate } = scan;
    const base = { ...ids, version: 1, scanId, direction, gate, scannedAt, receivedAt, undoneAt: null };
    const row = { ...base, eventId: event.eventId, doorSessionId: session.doorSessionId, before: null };

    return retryOnSameId(() =>
      outbox.commit(async ({ publish }): Promise<Scanned> => {
        const earlier = await store.checkIns.find(ids.checkInId);
        if (earlier) return again(earlier, ids.fingerprint);
        const known = 'ticketId' in reading ? await store.tickets.find(reading.ticketId) : undefined;
        if (!known || !('ticketId' in reading)) {
          const verdict = 'refusal' in reading ? reading.refusal : 'unknown';
          const checkIn: CheckIn = { ...row, ticketId: null, verdict, firstScan: null };
          await store.checkIns.insert(checkIn);
          return { checkIn, ticket: undefined };
        }
        const { ticket, presence } = known;
        const { ticketId, issueNumber } = reading;
        const verdict = judge({ event, ticket, presence, issueNumber, direction, scannedAt });
        const firstScan = verdict === 'already-admitted' ? presence.admittedBy : null;
        const checkIn: CheckIn = { ...row, ticketId, verdict, firstScan };
        if (verdict === 'admitted') {
          checkIn.before = presence;
          await store.tickets.move(ticketId, { before: presence, after: moved(presence, checkIn) });
          publish(toCheckInMessage(checkIn, ticket));
        }
        await store.checkIns.insert(checkIn);
        return { checkIn, ticket };
      }),
    );
  }

  async function again(checkIn: CheckIn, fingerprint: string): Promise<Scanned> {
    refuseOtherScan(checkIn, fingerprint);
    const known = checkIn.ticketId === null ? undefined : await store.tickets.find(checkIn.ticketId);
    return { checkIn, ticket: known?.ticket };
  }

  async function takeBack(checkInId: string, { publish }: Transaction): Promise<Scanned> {
    const checkIn = await store.checkIns.find(checkInId);
    if (!checkIn) throw new AppError('not-found', 'scan-not-found', 'There is no such scan at this event.');
    if (checkIn.undoneAt) return again(checkIn, checkIn.fingerprint);
    const known = checkIn.ticketId === null ? undefined : await store.tickets.find(checkIn.ticketId);
    if (!known || !checkIn.before)
      throw new AppError('conflict', 'nothing-to-undo', 'This scan let nobody through.');
    const { ticket, presence } = known;
    const after = undone(checkIn, presence, now());
    await store.tickets.move(ticket.ticketId, {
      before: presence,
      after: restored(presence, checkIn.before),
    });
    await store.checkIns.keepUndone(after);
    publish(toCheckInMessage(after, ticket));
    return { checkIn: after, ticket };
  }

  return {
    async scan(door, scan) {
      const checkInId = checkInIdOf(door.event.eventId, scan.scanId);
      const fingerprint = digest(`${scan.direction}\n${scan.code}`);
      const earlier = await store.checkIns.find(checkInId);
      if (earlier) return again(earlier, fingerprint);
      if (scan.direction === 'out') refuseExitWithoutReentry(door.event);
      return record(door, scan, { checkInId, fingerprint });
    },
    undo: (door, scanId) =>
      outbox.commit((transaction) => takeBack(checkInIdOf(door.event.eventId, scanId), transaction)),
  };
}

/** Two requests with one scanId may both find none and insert; the second then finds the first's. */
async function retryOnSameId<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: unknown }).code !== 11_000 || attempt === maxAttempts) throw error;
    }
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

function checkInIdOf(eventId: string, scanId: string): string {
  return createHash('sha256').update(`${eventId}/${scanId}`).digest('hex').slice(0, 32);
}
