import { formatSpan, formatTime, isoToWallTime, wallTimeToIso, zoneName, zonesDiffer } from '../lib/time.ts';

describe('Times at the venue', () => {
  test('When the event is in Paris, then its time is shown and named as there', () => {
    expect(formatTime('2027-03-14T19:00:00Z', 'Europe/Paris')).toBe('20:00');
    expect(zoneName('2027-03-14T19:00:00Z', 'Europe/Paris')).toBe('CET');
    expect(zoneName('2027-07-14T19:00:00Z', 'Europe/Paris')).toBe('CEST');
  });

  test('When it ends the same night, then the end is a time; on a later day it names the day', () => {
    expect(formatSpan('2027-03-13T20:00:00Z', '2027-03-14T02:00:00Z', 'Europe/Paris')).toBe(
      'Sat 13 Mar 2027, 21:00 to 03:00',
    );
    expect(formatSpan('2027-03-12T20:00:00Z', '2027-03-14T02:00:00Z', 'UTC')).toContain(
      'Sun 14 Mar 2027, 02:00',
    );
  });

  test.each([
    ['2027-03-14T20:00', 'Europe/Paris', '2027-03-14T19:00:00.000Z'],
    ['2027-07-14T20:00', 'Europe/Paris', '2027-07-14T18:00:00.000Z'],
    ['2027-03-28T03:00', 'Europe/Paris', '2027-03-28T01:00:00.000Z'],
    ['2027-03-28T01:59', 'Europe/Paris', '2027-03-28T00:59:00.000Z'],
    ['2027-11-07T12:00', 'America/New_York', '2027-11-07T17:00:00.000Z'],
    ['2027-01-01T00:30', 'Asia/Kathmandu', '2026-12-31T18:45:00.000Z'],
  ])('When the clock at the venue shows %s in %s, then it is %s, and back', (wall, zone, iso) => {
    expect(wallTimeToIso(wall, zone)).toBe(iso);
    expect(isoToWallTime(iso, zone)).toBe(wall);
  });

  test('When a field is empty, then it is no time', () => {
    expect(wallTimeToIso('', 'Europe/Paris')).toBeNull();
  });

  test('When two zones show the same clock, then they do not differ', () => {
    expect(zonesDiffer('2027-03-14T19:00:00Z', 'Europe/Paris', 'Europe/Berlin')).toBe(false);
    expect(zonesDiffer('2027-03-14T19:00:00Z', 'Europe/Paris', 'Europe/London')).toBe(true);
  });
});
