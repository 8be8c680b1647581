// Whether a ticket's holder is inside, and the moves between in and out. Its version makes each move one conditional write.

export type Direction = 'in' | 'out';

/** Where and when a scan was made. */
export interface ScanPlace {
  gate: string | null;
  scannedAt: Date;
}

export interface Presence {
  /** Rises with each move and each undo. */
  version: number;
  inside: boolean;
  /** How often the ticket let its holder in. */
  admissions: number;
  /** The admission that stands, or stood last. */
  admittedBy: ScanPlace | null;
  /** The check-in that made the last move; only it can be undone. */
  movedBy: string | null;
}

export const neverSeen: Presence = {
  version: 0,
  inside: false,
  admissions: 0,
  admittedBy: null,
  movedBy: null,
};

export function moved(
  before: Presence,
  move: ScanPlace & { checkInId: string; direction: Direction },
): Presence {
  const { gate, scannedAt, checkInId, direction } = move;
  const after = { ...before, version: before.version + 1, movedBy: checkInId };
  if (direction === 'out') return { ...after, inside: false };
  return {
    ...after,
    inside: true,
    admissions: before.admissions + 1,
    admittedBy: { gate, scannedAt },
  };
}

/** As it was before a move, but newer. */
export function restored(current: Presence, before: Presence): Presence {
  return { ...before, version: current.version + 1 };
}
