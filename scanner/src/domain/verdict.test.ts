import { sampleEvent, sampleTicket } from '@turnout/common/testing';
import { toDoorEvent } from './door-event.ts';
import { moved, neverSeen, restored } from './presence.ts';
import type { Direction, Presence } from './presence.ts';
import { toDoorTicket } from './ticket.ts';
import type { DoorTicket } from './ticket.ts';
import { judge } from './verdict.ts';
import type { Verdict } from './verdict.ts';

const endsAt = '2030-05-01T23:00:00.000Z';
const scannedAt = new Date('2030-05-01T20:00:00Z');
const step = (before: Presence, direction: Direction) =>
  moved(before, { gate: 'A', scannedAt, checkInId: `c${before.version + 1}`, direction });

const inside = step(neverSeen, 'in');
const presences = { 'never seen': neverSeen, inside, 'gone out': step(inside, 'out') };
type Where = keyof typeof presences;
type Status = DoorTicket['status'];

const verdictOf = (over: {
  where?: Where;
  direction?: Direction;
  status?: Status;
  reentry?: boolean;
  cancelled?: boolean;
  issued?: [code: number, ticket: number];
  at?: string;
}): Verdict => {
  const [issueNumber, current] = over.issued ?? [1, 1];
  return judge({
    event: toDoorEvent(
      sampleEvent({
        endsAt,
        reentry: over.reentry ?? false,
        status: over.cancelled ? 'cancelled' : 'published',
      }),
    ),
    ticket: toDoorTicket(sampleTicket({ status: over.status ?? 'active', issueNumber: current })),
    presence: presences[over.where ?? 'never seen'],
    issueNumber,
    direction: over.direction ?? 'in',
    scannedAt: over.at ? new Date(over.at) : scannedAt,
  });
};

describe('Coming in', () => {
  const comingIn: [Where, boolean, Verdict][] = [
    ['never seen', false, 'admitted'],
    ['never seen', true, 'admitted'],
    ['inside', false, 'already-admitted'],
    ['inside', true, 'already-admitted'],
    ['gone out', false, 'already-admitted'],
    ['gone out', true, 'admitted'],
  ];
  for (const status of ['active', 'used'] as const)
    test.each(comingIn)(
      `When a ticket that is ${status} is %s and re-entry is %s, then it is %s`,
      (...row) => {
        const [where, reentry, verdict] = row;
        expect(verdictOf({ where, reentry, status })).toBe(verdict);
      },
    );

  const dead: [Status, Verdict][] = [
    ['refunded', 'refunded'],
    ['cancelled', 'revoked'],
    ['transferred', 'revoked'],
  ];
  for (const where of Object.keys(presences) as Where[])
    test.each(dead)(`When a ticket that is ${where} was %s, then it is %s`, (status, verdict) => {
      expect(verdictOf({ where, status, reentry: true })).toBe(verdict);
    });

  test.each<[number, number, Verdict]>([
    [1, 1, 'admitted'],
    [1, 2, 'revoked'],
    [2, 2, 'admitted'],
  ])('When the code is issue %s and the ticket is at %s, then it is %s', (code, ticket, verdict) => {
    expect(verdictOf({ issued: [code, ticket] })).toBe(verdict);
  });

  test('When the event was cancelled, then every ticket is revoked', () => {
    expect(verdictOf({ cancelled: true })).toBe('revoked');
    expect(verdictOf({ cancelled: true, where: 'inside' })).toBe('revoked');
  });

  test('When the doors have closed, twelve hours after the end, then the ticket is expired', () => {
    expect(verdictOf({ at: '2030-05-02T11:00:00Z' })).toBe('admitted');
    expect(verdictOf({ at: '2030-05-02T11:00:01Z' })).toBe('expired');
  });
});

describe('Going out', () => {
  for (const status of ['active', 'used', 'refunded', 'cancelled', 'transferred'] as const)
    test.each<[Where, Verdict]>([
      ['never seen', 'not-inside'],
      ['inside', 'admitted'],
      ['gone out', 'not-inside'],
    ])(`When the holder of a ticket that is ${status} is %s, then it is %s`, (where, verdict) => {
      expect(verdictOf({ where, status, direction: 'out', reentry: true, cancelled: true })).toBe(verdict);
    });
});

describe('Moves', () => {
  test('When someone comes in, goes out and comes back, then each move is one version and the last admission stands', () => {
    const later = new Date('2030-05-01T21:00:00Z');
    const back = moved(presences['gone out'], {
      gate: 'B',
      scannedAt: later,
      checkInId: 'c3',
      direction: 'in',
    });
    expect(presences['gone out']).toEqual({
      version: 2,
      inside: false,
      admissions: 1,
      admittedBy: { gate: 'A', scannedAt },
      movedBy: 'c2',
    });
    expect(back).toEqual({
      version: 3,
      inside: true,
      admissions: 2,
      admittedBy: { gate: 'B', scannedAt: later },
      movedBy: 'c3',
    });
  });

  test('When a move is taken back, then all is as before it, under a newer version', () => {
    expect(restored(inside, neverSeen)).toEqual({ ...neverSeen, version: 2 });
  });
});
