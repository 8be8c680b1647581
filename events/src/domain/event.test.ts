import { AppError } from '@turnout/common/errors';
import {
  cancelEvent,
  defaultDetails,
  draftEvent,
  duplicateOf,
  editEvent,
  moveEvent,
  publishEvent,
  statusAt,
} from './event.ts';
import type { EventDetails, PlannedEvent } from './event.ts';

const now = new Date('2030-06-01T12:00:00Z');
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const hall = { name: 'Hall', address: null, city: 'Lyon', country: null };

const details = (over: Partial<EventDetails> = {}): EventDetails => ({
  ...defaultDetails,
  name: 'Night of Lights',
  startsAt: at(48),
  endsAt: at(52),
  timezone: 'Europe/Paris',
  location: hall,
  ...over,
});
const draft = (over: Partial<EventDetails> = {}) =>
  draftEvent({ eventId: 'e1', promoterId: 'p1', details: details(over), now });

const states = {
  draft: draft(),
  published: publishEvent(draft(), now),
  started: { ...publishEvent(draft(), now), startsAt: at(-1), endsAt: at(3) },
  ended: { ...publishEvent(draft(), now), startsAt: at(-5), endsAt: at(-1) },
  cancelled: cancelEvent(publishEvent(draft(), now), now),
} satisfies Record<string, PlannedEvent>;
type State = keyof typeof states;

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'allowed';
  } catch (error) {
    return error instanceof AppError ? `${error.status} ${error.code}` : String(error);
  }
}

describe('the life of an event', () => {
  test.each<[State, string, string, string]>([
    // state, publish, cancel, edit the name
    ['draft', 'allowed', 'allowed', 'allowed'],
    ['published', 'allowed', 'allowed', 'allowed'],
    ['started', 'allowed', 'allowed', 'allowed'],
    ['ended', '409 event-ended', '409 event-ended', '409 event-ended'],
    ['cancelled', '409 event-cancelled', 'allowed', '409 event-cancelled'],
  ])('When it is %s, then publish is %s, cancel %s and edit %s', (state, publish, cancel, edit) => {
    const event = states[state];
    expect(codeOf(() => publishEvent(event, now))).toBe(publish);
    expect(codeOf(() => cancelEvent(event, now))).toBe(cancel);
    expect(codeOf(() => editEvent(event, { name: 'New' }, now))).toBe(edit);
  });

  test('When a step was taken before, then taking it again is no new version', () => {
    expect(publishEvent(states.published, now)).toBe(states.published);
    expect(cancelEvent(states.cancelled, now)).toBe(states.cancelled);
    expect(editEvent(states.published, { name: 'Night of Lights', startsAt: at(48) }, now)).toBe(
      states.published,
    );
  });

  test('When its end passes, then it reads as ended, unless it was never on', () => {
    expect(Object.values(states).map((event) => statusAt(event, now))).toEqual([
      'draft',
      'published',
      'published',
      'ended',
      'cancelled',
    ]);
    expect(statusAt(states.draft, at(1_000))).toBe('draft');
  });

  test('When a draft lacks a place or starts in the past, then publishing names both', () => {
    try {
      publishEvent(draft({ location: null, startsAt: at(-1) }), now);
      throw new Error('published');
    } catch (error) {
      expect(error).toMatchObject({ status: 409, code: 'event-incomplete' });
      expect((error as AppError).details.map((detail) => detail.field)).toEqual(['startsAt', 'location']);
    }
  });

  test('When it is duplicated, then the copy is a draft of its own', () => {
    const copy = duplicateOf(states.cancelled, { eventId: 'e2', now: at(1) });
    expect(copy).toMatchObject({
      eventId: 'e2',
      version: 1,
      status: 'draft',
      publishedAt: null,
      createdAt: at(1),
      name: 'Night of Lights',
    });
  });
});

describe('editing', () => {
  test.each<[State, Partial<EventDetails>, string]>([
    ['draft', { startsAt: at(-10) }, 'allowed'],
    ['draft', { endsAt: at(48) }, '400 field-invalid'],
    ['draft', { location: null }, 'allowed'],
    ['published', { startsAt: at(24) }, 'allowed'],
    ['published', { startsAt: at(-1) }, '400 field-invalid'],
    ['published', { location: null }, '400 field-invalid'],
    ['published', { timezone: 'UTC' }, 'allowed'],
    ['started', { startsAt: at(1) }, '409 event-started'],
    ['started', { timezone: 'UTC' }, '409 event-started'],
    ['started', { location: { ...hall, name: 'Elsewhere' } }, '409 event-started'],
    ['started', { refundPolicy: { kind: 'until', untilHoursBefore: 0 } }, '409 event-started'],
    ['started', { endsAt: at(6) }, 'allowed'],
    ['started', { endsAt: at(-0.5) }, '400 field-invalid'],
    ['started', { reentry: true, holdMinutes: 5 }, 'allowed'],
  ])('When a %s event gets %j, then it is %s', (state, changes, outcome) => {
    expect(codeOf(() => editEvent(states[state], changes, now))).toBe(outcome);
  });

  const none = { kind: 'none', untilHoursBefore: null } as const;
  const until = (hours: number) => ({ kind: 'until', untilHoursBefore: hours }) as const;
  test.each([
    [none, until(48), 'allowed'],
    [until(48), until(24), 'allowed'],
    [until(24), until(48), '409 refund-policy-promised'],
    [until(24), none, '409 refund-policy-promised'],
  ])('When buyers were promised %j and it becomes %j, then it is %s', (promised, refundPolicy, outcome) => {
    const event = publishEvent(draft({ refundPolicy: promised }), now);
    expect(codeOf(() => editEvent(event, { refundPolicy }, now))).toBe(outcome);
    expect(codeOf(() => editEvent(draft({ refundPolicy: promised }), { refundPolicy }, now))).toBe('allowed');
  });

  test('When it is renamed, then its address follows only until it was published', () => {
    expect(editEvent(states.draft, { name: 'Day of Shade' }, now)).toMatchObject({
      slug: 'day-of-shade',
      version: 2,
    });
    expect(editEvent(states.published, { name: 'Day of Shade' }, now)).toMatchObject({
      slug: 'night-of-lights',
      version: 3,
    });
  });

  test('When its venue moves, then it moves along, unless it takes place elsewhere by now', () => {
    const atVenue = { ...states.started, venueId: 'v1' };
    const location = { ...hall, address: '2 New Street' };
    expect(moveEvent(atVenue, { venueId: 'v1', location })).toMatchObject({
      location,
      version: atVenue.version + 1,
    });
    expect(moveEvent(atVenue, { venueId: 'v1', location: hall })).toBe(atVenue);
    expect(moveEvent(atVenue, { venueId: 'v2', location })).toBe(atVenue);
  });
});
