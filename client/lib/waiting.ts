// Rules of the waiting list: who may wait for what, and what is said about it.
import type { SaleState } from './sales.ts';
import { formatMoment, zoneName } from './time.ts';
import type { TicketType, WaitingEntry } from './types.ts';

/** The numbers one may wait for: only more than there is now makes sense. Undefined where waiting makes none. */
export function waitingRange(
  type: TicketType,
  state: SaleState,
): { least: number; most: number } | undefined {
  const open = state === 'sold-out' || state === 'few-left' || state === 'on-sale';
  const least = Math.max(type.minPerOrder, type.available + 1);
  return open && least <= type.maxPerOrder ? { least, most: type.maxPerOrder } : undefined;
}

export const isInLine = ({ status }: WaitingEntry) => status === 'waiting' || status === 'offered';

/** My open place in the line of each ticket type. */
export function openEntries(entries: readonly WaitingEntry[]): Map<string, WaitingEntry> {
  return new Map(entries.filter(isInLine).map((entry) => [entry.ticketTypeId, entry]));
}

/** Those still worth a row: open ones, and offers that ran out in the last week. */
export function entriesToShow(entries: readonly WaitingEntry[], now: number): WaitingEntry[] {
  const weekMs = 7 * 86_400_000;
  const recent = ({ status, offerExpiresAt }: WaitingEntry) =>
    status === 'lapsed' && offerExpiresAt !== null && now - Date.parse(offerExpiresAt) < weekMs;
  return entries.filter((entry) => isInLine(entry) || recent(entry));
}

/** One sentence on where an entry stands; times by the event's clock. */
export function waitingSentence(entry: WaitingEntry, timeZone: string): string {
  if (entry.status === 'offered' && entry.offerExpiresAt) {
    const until = entry.offerExpiresAt;
    return `Tickets are held for you until ${formatMoment(until, timeZone)} ${zoneName(until, timeZone)}`;
  }
  if (entry.status === 'lapsed') return 'The offer ran out and went to the next in line';
  return `You are on the list, ${entry.aheadOfYou === 0 ? 'nobody' : entry.aheadOfYou} ahead of you`;
}
