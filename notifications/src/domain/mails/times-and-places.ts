import type { EventState } from '@turnout/common/messages';

export function whenItStarts({ startsAt, timezone }: Pick<EventState, 'startsAt' | 'timezone'>): string {
  return momentIn(startsAt, timezone);
}

/** `Friday 1 May 2026 at 20:00 CEST`: the clock on the venue's wall, not ours. */
export function momentIn(instant: string, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: timezone,
  }).format(new Date(instant));
}

/** `The Hall, 1 Main Street, Lyon`; undefined while no place is known. */
export function whereItIs(location: EventState['location']): string | undefined {
  if (!location) return undefined;
  return [location.name, location.address, location.city].filter(Boolean).join(', ');
}
