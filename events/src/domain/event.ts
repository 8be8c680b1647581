// What a promoter puts on, and every decision about it: pure functions from a state and a wish to the next state or a refusal.
import { AppError } from '@turnout/common/errors';
import type { EventState } from '@turnout/common/messages';
import { toSlug } from './slug.ts';

export type EventLocation = NonNullable<EventState['location']>;
export type RefundPolicy = EventState['refundPolicy'];
export type WaitingRoom = NonNullable<EventState['waitingRoom']>;

/** What the promoter decides. */
export interface EventDetails {
  name: string;
  description: string | null;
  startsAt: Date;
  endsAt: Date;
  timezone: string;
  venueId: string | null;
  /** Of the venue when there is one, else as given. */
  location: EventLocation | null;
  performerIds: string[];
  imageUrl: string | null;
  holdMinutes: number;
  maxPaymentAttempts: number;
  maxTicketsPerCustomer: number | null;
  refundPolicy: RefundPolicy;
  reentry: boolean;
  waitingRoom: WaitingRoom | null;
}

export interface PlannedEvent extends EventDetails {
  eventId: string;
  version: number;
  slug: string;
  promoterId: string;
  status: 'draft' | 'published' | 'cancelled';
  createdAt: Date;
  /** Null until first published; the public never sees an event that was not. */
  publishedAt: Date | null;
}

export const defaultDetails = {
  description: null,
  venueId: null,
  location: null,
  performerIds: [],
  imageUrl: null,
  holdMinutes: 30,
  maxPaymentAttempts: 3,
  maxTicketsPerCustomer: null,
  refundPolicy: { kind: 'none', untilHoursBefore: null },
  reentry: false,
  waitingRoom: null,
} satisfies Partial<EventDetails>;

interface DraftOptions {
  eventId: string;
  promoterId: string;
  details: EventDetails;
  now: Date;
}

export function draftEvent({ eventId, promoterId, details, now }: DraftOptions): PlannedEvent {
  refuseBadDetails(details);
  const origin = {
    eventId,
    promoterId,
    version: 1,
    status: 'draft',
    createdAt: now,
    publishedAt: null,
  } as const;
  return { ...details, ...origin, slug: toSlug(details.name) };
}

/** A new draft with the same details; its dates are for the promoter to move. */
export function duplicateOf(
  original: PlannedEvent,
  { eventId, now }: { eventId: string; now: Date },
): PlannedEvent {
  const slug = toSlug(original.name);
  return { ...original, eventId, slug, version: 1, status: 'draft', createdAt: now, publishedAt: null };
}

/** Over is told by the clock, so nothing has to happen at the end of an event. */
export function statusAt(event: PlannedEvent, now: Date): EventState['status'] {
  return event.status === 'published' && event.endsAt <= now ? 'ended' : event.status;
}

/** Follows a change of its venue's address, also while it runs; an event that meanwhile takes place elsewhere stays as it is. */
export function moveEvent(
  event: PlannedEvent,
  venue: { venueId: string; location: EventLocation },
): PlannedEvent {
  if (event.venueId !== venue.venueId || isSame(event.location, venue.location)) return event;
  return { ...event, location: venue.location, version: event.version + 1 };
}

/** What buyers relied on when they came, or what has happened already. */
const fixedOnceStarted = ['startsAt', 'timezone', 'venueId', 'location', 'refundPolicy'] as const;

/** Returns the same object when nothing differs, so that saving a form unchanged is no new version. */
export function editEvent(event: PlannedEvent, changes: Partial<EventDetails>, now: Date): PlannedEvent {
  refuseOver(event, now);
  const edited: PlannedEvent = { ...event, ...changes };
  const changed = (Object.keys(changes) as (keyof EventDetails)[]).filter(
    (field) => !isSame(event[field], edited[field]),
  );
  if (changed.length === 0) return event;
  refuseBadDetails(edited);
  if (event.status === 'published') refuseBreakingPromises({ event, edited, changed, now });
  // The address of a published event is printed and shared, so it stays whatever the name becomes.
  const renamed = event.publishedAt === null && changed.includes('name');
  return { ...edited, slug: renamed ? toSlug(edited.name) : event.slug, version: event.version + 1 };
}

export function publishEvent(event: PlannedEvent, now: Date): PlannedEvent {
  refuseOver(event, now);
  if (event.status === 'published') return event;
  const missing = missingForPublication(event, now);
  if (missing.length > 0) {
    const error = new AppError('conflict', 'event-incomplete', 'The event cannot be published yet.');
    error.details.splice(0, 1, ...missing.map((problem) => ({ ...problem, code: 'event-incomplete' })));
    throw error;
  }
  return { ...event, status: 'published', publishedAt: now, version: event.version + 1 };
}

export function cancelEvent(event: PlannedEvent, now: Date): PlannedEvent {
  if (event.status === 'cancelled') return event;
  refuseOver(event, now);
  return { ...event, status: 'cancelled', version: event.version + 1 };
}

function missingForPublication(event: PlannedEvent, now: Date): { field: string; message: string }[] {
  const missing: { field: string; message: string }[] = [];
  if (event.startsAt <= now) missing.push({ field: 'startsAt', message: 'startsAt must be in the future' });
  if (!event.location)
    missing.push({ field: 'location', message: 'location or venueId is required: say where it takes place' });
  return missing;
}

function refuseOver(event: PlannedEvent, now: Date): void {
  const status = statusAt(event, now);
  if (status === 'cancelled') throw new AppError('conflict', 'event-cancelled', 'The event is cancelled.');
  if (status === 'ended') throw new AppError('conflict', 'event-ended', 'The event is over.');
}

function refuseBadDetails({ startsAt, endsAt }: EventDetails): void {
  if (endsAt > startsAt) return;
  throw AppError.badInput([
    { message: 'endsAt must be after startsAt', code: 'field-invalid', field: 'endsAt' },
  ]);
}

interface Edit {
  event: PlannedEvent;
  edited: PlannedEvent;
  changed: (keyof EventDetails)[];
  now: Date;
}

function refuseBreakingPromises({ event, edited, changed, now }: Edit): void {
  if (event.startsAt <= now) {
    const fixed = fixedOnceStarted.find((field) => changed.includes(field));
    if (fixed)
      throw new AppError(
        'conflict',
        'event-started',
        `The event has started; ${fixed} can no longer change.`,
        { field: fixed },
      );
    if (edited.endsAt <= now) {
      throw AppError.badInput([
        { message: 'endsAt must be in the future', code: 'field-invalid', field: 'endsAt' },
      ]);
    }
    return;
  }
  const [missing] = missingForPublication(edited, now);
  if (missing) throw AppError.badInput([{ ...missing, code: 'field-invalid' }]);
  if (changed.includes('refundPolicy') && isStricter(edited.refundPolicy, event.refundPolicy)) {
    const message =
      'Buyers have been promised more; the refund policy of a published event can only become more generous.';
    throw new AppError('conflict', 'refund-policy-promised', message, { field: 'refundPolicy' });
  }
}

function isStricter(next: RefundPolicy, promised: RefundPolicy): boolean {
  if (promised.kind === 'none') return false;
  return next.kind === 'none' || (next.untilHoursBefore ?? 0) > (promised.untilHoursBefore ?? 0);
}

/** Plain data: equal when it reads the same. */
function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
