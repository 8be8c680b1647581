// How a door is doing: what its promoter and its staff look at during the night.
import type { ScannerStore } from './store/index.ts';

/** A day and a night in steps of five minutes. */
const maxIntervals = 288;

export async function statsOf(store: ScannerStore, eventId: string) {
  const [counts, gates, intervals] = await Promise.all([
    store.tickets.count(eventId),
    store.checkIns.countByGate(eventId),
    store.checkIns.countByInterval(eventId, maxIntervals),
  ]);
  return {
    eventId,
    counts,
    gates,
    intervals: intervals.map((interval) => ({ ...interval, startsAt: interval.startsAt.toISOString() })),
  };
}
