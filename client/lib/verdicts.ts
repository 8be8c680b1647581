import { formatTime } from './time.ts';
import type { Direction, ScanResult, Verdict } from './types.ts';

export interface VerdictText {
  tone: 'admit' | 'refuse';
  title: string;
  /** What the steward says or does next. */
  advice: string;
}

const texts: Record<Verdict, VerdictText> = {
  admitted: { tone: 'admit', title: 'Admit', advice: '' },
  'already-admitted': { tone: 'refuse', title: 'Already in', advice: 'This ticket was used before.' },
  revoked: {
    tone: 'refuse',
    title: 'Revoked',
    advice: 'This code was replaced or cancelled. Ask for the newest ticket.',
  },
  refunded: { tone: 'refuse', title: 'Refunded', advice: 'The money for this ticket was given back.' },
  'wrong-event': { tone: 'refuse', title: 'Wrong event', advice: 'This is a ticket for another event.' },
  'not-valid-yet': { tone: 'refuse', title: 'Too early', advice: 'This ticket is not valid yet.' },
  expired: { tone: 'refuse', title: 'Expired', advice: 'This ticket is no longer valid.' },
  unknown: {
    tone: 'refuse',
    title: 'Unknown code',
    advice: 'No ticket belongs to this code. Check what was scanned.',
  },
  'bad-signature': { tone: 'refuse', title: 'Not genuine', advice: 'This code was not made by us.' },
  'not-inside': {
    tone: 'refuse',
    title: 'Not inside',
    advice: 'This ticket has not come in, so it cannot go out.',
  },
};

export function verdictText(verdict: Verdict, direction: Direction = 'in'): VerdictText {
  if (direction === 'out' && verdict === 'admitted')
    return { tone: 'admit', title: 'Goodbye', advice: 'May come back in.' };
  return texts[verdict] ?? { tone: 'refuse', title: 'Refused', advice: 'Ask a supervisor.' };
}

/** "First scanned at gate North at 21:04" for a ticket that was let in before. */
export function firstScanText(result: ScanResult, timeZone: string): string | null {
  if (!result.firstScan) return null;
  const gate = result.firstScan.gate ? ` at ${gateName(result.firstScan.gate)}` : '';
  return `First scanned${gate} at ${formatTime(result.firstScan.scannedAt, timeZone)}`;
}

export function holderName(result: ScanResult): string {
  return `${result.ticket?.holder?.firstName ?? ''} ${result.ticket?.holder?.lastName ?? ''}`.trim();
}

/** "North" is "gate North"; a promoter who writes "Gate 3" or "Main door" has said it. */
export function gateName(gate: string): string {
  return /gate|door|entrance|entry/i.test(gate) ? gate : `gate ${gate}`;
}
