import { isoToWallTime, wallTimeToIso } from './time.ts';
import type { EventChanges, EventInput, ShowEvent } from './types.ts';

/** The event form as text, with times as they stand on the wall at the venue. */
export interface EventDraft {
  name: string;
  description: string;
  imageUrl: string;
  startsAt: string;
  endsAt: string;
  timezone: string;
  venue: string;
  address: string;
  city: string;
  country: string;
  holdMinutes: string;
  maxTicketsPerCustomer: string;
  reentry: boolean;
}

export function emptyEventDraft(): EventDraft {
  return {
    name: '',
    description: '',
    imageUrl: '',
    startsAt: '',
    endsAt: '',
    timezone: 'Europe/Paris',
    venue: '',
    address: '',
    city: '',
    country: '',
    holdMinutes: '30',
    maxTicketsPerCustomer: '',
    reentry: false,
  };
}

export function eventDraftOf(event: ShowEvent): EventDraft {
  return {
    name: event.name,
    description: event.description ?? '',
    imageUrl: event.imageUrl ?? '',
    startsAt: isoToWallTime(event.startsAt, event.timezone),
    endsAt: isoToWallTime(event.endsAt, event.timezone),
    timezone: event.timezone,
    venue: event.location?.name ?? '',
    address: event.location?.address ?? '',
    city: event.location?.city ?? '',
    country: event.location?.country ?? '',
    holdMinutes: String(event.holdMinutes),
    maxTicketsPerCustomer: event.maxTicketsPerCustomer === null ? '' : String(event.maxTicketsPerCustomer),
    reentry: event.reentry,
  };
}

/** What the API is sent, or what is wrong with which field. */
export function eventInputOf(draft: EventDraft): {
  input: EventInput | null;
  problems: Record<string, string>;
} {
  const problems: Record<string, string> = {};
  const startsAt = wallTimeToIso(draft.startsAt, draft.timezone);
  const endsAt = wallTimeToIso(draft.endsAt, draft.timezone);
  const hold = Number(draft.holdMinutes);
  const limit = draft.maxTicketsPerCustomer.trim() === '' ? null : Number(draft.maxTicketsPerCustomer);
  const placed = draft.address.trim() || draft.city.trim() || draft.country.trim();
  if (!draft.name.trim()) problems.name = 'Give the event a name.';
  if (!startsAt) problems.startsAt = 'Set when it starts.';
  if (!endsAt) problems.endsAt = 'Set when it ends.';
  if (startsAt && endsAt && endsAt <= startsAt) problems.endsAt = 'The end must be after the start.';
  if (!(hold > 0)) problems.holdMinutes = 'Enter a number of minutes.';
  if (limit !== null && !(Number.isInteger(limit) && limit > 0))
    problems.maxTicketsPerCustomer = 'Enter a whole number, or leave it empty.';
  if (placed && !draft.venue.trim()) problems.venue = 'Name the place.';
  if (draft.imageUrl.trim() && !/^https?:\/\//.test(draft.imageUrl.trim()))
    problems.imageUrl = 'Enter an address that starts with https://';
  if (Object.keys(problems).length > 0 || !startsAt || !endsAt) return { input: null, problems };
  const location = { name: draft.venue, address: draft.address, city: draft.city, country: draft.country };
  return {
    problems,
    input: {
      ...given({ name: draft.name, description: draft.description, imageUrl: draft.imageUrl }),
      name: draft.name.trim(),
      startsAt,
      endsAt,
      timezone: draft.timezone,
      ...(draft.venue.trim() ? { location: { ...given(location), name: draft.venue.trim() } } : {}),
      holdMinutes: hold,
      ...(limit === null ? {} : { maxTicketsPerCustomer: limit }),
      reentry: draft.reentry,
    },
  };
}

/** The fields that hold something, trimmed. */
function given<T extends Record<string, string>>(fields: T): Partial<T> {
  const kept = Object.entries(fields).map(([key, value]) => [key, value.trim()] as const);
  return Object.fromEntries(kept.filter(([, value]) => value !== '')) as Partial<T>;
}

const clearable = ['description', 'imageUrl', 'location', 'maxTicketsPerCustomer'] as const;

/** What the form changed: fields that differ, and null for those that were emptied. */
export function eventChanges(event: ShowEvent, input: EventInput): EventChanges {
  const before = eventInputOf(eventDraftOf(event)).input;
  const same = (key: keyof EventInput) => JSON.stringify(before?.[key]) === JSON.stringify(input[key]);
  const changed = Object.fromEntries(Object.entries(input).filter(([key]) => !same(key as keyof EventInput)));
  const emptied = clearable.filter((key) => event[key] !== null && input[key] === undefined);
  return { ...changed, ...Object.fromEntries(emptied.map((key) => [key, null])) };
}
