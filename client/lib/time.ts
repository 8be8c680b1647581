// All times are shown in the event's timezone: doors open where the event is, not where the phone is.

/**
 * The parts of a moment, put together by hand below: whole formats differ between the data of Node and of a browser, and a page
 * must read the same from both.
 */
function partsOf(iso: string, timeZone: string, options: Intl.DateTimeFormatOptions) {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, ...options }).formatToParts(new Date(iso));
  return (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
}

function dayParts(iso: string, timeZone: string, width: 'short' | 'long') {
  const part = partsOf(iso, timeZone, { weekday: width, day: 'numeric', month: width, year: 'numeric' });
  return { weekday: part('weekday'), day: part('day'), month: part('month'), year: part('year') };
}

/** "Sat 14 Mar 2027" */
export function formatDay(iso: string, timeZone: string): string {
  const { weekday, day, month, year } = dayParts(iso, timeZone, 'short');
  return `${weekday} ${day} ${month} ${year}`;
}

/** "Saturday 14 March 2027" */
export function formatLongDay(iso: string, timeZone: string): string {
  const { weekday, day, month, year } = dayParts(iso, timeZone, 'long');
  return `${weekday} ${day} ${month} ${year}`;
}

/** "20:00" */
export function formatTime(iso: string, timeZone: string): string {
  const part = partsOf(iso, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${part('hour')}:${part('minute')}`;
}

/** "14 Mar, 20:00" */
export function formatMoment(iso: string, timeZone: string): string {
  const { day, month } = dayParts(iso, timeZone, 'short');
  return `${day} ${month}, ${formatTime(iso, timeZone)}`;
}

/** The stamp on a poster: { weekday: "SAT", day: "14", month: "MAR" } */
export function dateStamp(iso: string, timeZone: string) {
  const { weekday, day, month } = dayParts(iso, timeZone, 'short');
  return { weekday: weekday.toUpperCase(), day, month: month.toUpperCase() };
}

/** "Europe/Paris" at that instant as people say it: "CET", or "GMT+1" where there is no common name. */
export function zoneName(iso: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' }).formatToParts(
    new Date(iso),
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** Minutes that the zone is ahead of UTC at that instant. */
function zoneOffsetMinutes(instantMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(new Date(instantMs));
  const value = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'));
  return Math.round((wall - Math.floor(instantMs / 60_000) * 60_000) / 60_000);
}

/** Whether a clock in the other zone shows something else at that instant. */
export function zonesDiffer(iso: string, zone: string, otherZone: string): boolean {
  const instant = Date.parse(iso);
  return zoneOffsetMinutes(instant, zone) !== zoneOffsetMinutes(instant, otherZone);
}

/** "2027-03-14T20:00" on the wall in that zone, as an ISO instant; null when it is no time. */
export function wallTimeToIso(wall: string, timeZone: string): string | null {
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall) ? Date.parse(`${wall}:00Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return null;
  // Twice, because the offset at the first guess may be the one from the other side of a clock change.
  const guess = asUtc - zoneOffsetMinutes(asUtc, timeZone) * 60_000;
  return new Date(asUtc - zoneOffsetMinutes(guess, timeZone) * 60_000).toISOString();
}

/** The reverse, for `<input type="datetime-local">`. */
export function isoToWallTime(iso: string, timeZone: string): string {
  const instant = Date.parse(iso);
  return new Date(instant + zoneOffsetMinutes(instant, timeZone) * 60_000).toISOString().slice(0, 16);
}

/** "Sat 14 Mar 2027, 20:00 to 02:00", with the end's day when it is not the night of the start. */
export function formatSpan(startsAt: string, endsAt: string, timeZone: string): string {
  const start = `${formatDay(startsAt, timeZone)}, ${formatTime(startsAt, timeZone)}`;
  const sameNight = Date.parse(endsAt) - Date.parse(startsAt) < 18 * 3_600_000;
  return sameNight
    ? `${start} to ${formatTime(endsAt, timeZone)}`
    : `${start} to ${formatDay(endsAt, timeZone)}, ${formatTime(endsAt, timeZone)}`;
}
