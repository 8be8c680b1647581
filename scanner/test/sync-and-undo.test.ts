import type { EventState, TicketState } from '@turnout/common/messages';
import { newId } from '@turnout/common/runtime';
import { codeOf, startDoorTest } from './door.ts';
import type { DoorTest } from './door.ts';

type Headers = { Authorization: string };
let doors: DoorTest;
let event: EventState;
let north: Headers;
let south: Headers;
let supervisor: Headers;
let ticket: TicketState;

beforeAll(async () => {
  doors = await startDoorTest();
});
afterAll(() => doors.kit.stop());
beforeEach(async () => {
  event = await doors.givenEvent({ reentry: true });
  north = (await doors.openDoor(event)).door;
  south = (await doors.openDoor(event, { gate: 'South' })).door;
  supervisor = (await doors.openDoor(event, { role: 'supervisor', gate: null })).door;
  ticket = await doors.givenTicket(event);
});

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const scanOf = (of: TicketState, over: Record<string, unknown> = {}) => ({
  scanId: newId(),
  code: codeOf(of),
  scannedAt: minutesAgo(1),
  ...over,
});
const post = (path: string, headers: Headers, body: unknown = {}) =>
  doors.http
    .post(`/api/scanner/${path}`)
    .set(headers)
    .send(body as object);
const recorded = () =>
  doors.kit.bus.published.flatMap((message) =>
    message.type === 'CheckInRecorded' && message.data.ticketId === ticket.ticketId ? [message.data] : [],
  );

describe('Batches', () => {
  test('When a device syncs, then each scan gets its verdict in the place it was sent, the earliest one decided first', async () => {
    const other = await doors.givenTicket(event);
    const scans = [
      scanOf(ticket, { scannedAt: minutesAgo(5), gate: 'B' }),
      scanOf(ticket, { scannedAt: minutesAgo(9), gate: 'A' }),
      scanOf(other),
      scanOf(other, { code: 'garbage' }),
      scanOf(ticket, { scannedAt: minutesAgo(2), gate: 'C', direction: 'out' }),
    ];
    const { body } = await post('scans/batch', south, { scans }).expect(200);
    expect(body.results.map((result: { scanId: string }) => result.scanId)).toEqual(
      scans.map((scan) => scan.scanId),
    );
    expect(body.results.map((result: { verdict: string }) => result.verdict)).toEqual([
      'already-admitted',
      'admitted',
      'admitted',
      'unknown',
      'admitted',
    ]);
    expect(body.results[0].firstScan).toEqual({ gate: 'A', scannedAt: scans[1]?.scannedAt });
    const again = await post('scans/batch', south, { scans }).expect(200);
    expect(again.body).toEqual(body);
  });

  test('When a ticket was admitted elsewhere meanwhile, then the conflict names the other gate and time', async () => {
    const online = scanOf(ticket, { scannedAt: minutesAgo(3) });
    await post('scans', north, online).expect(200);
    const { body } = await post('scans/batch', south, { scans: [scanOf(ticket)] }).expect(200);
    expect(body.results).toEqual([
      expect.objectContaining({
        verdict: 'already-admitted',
        firstScan: { gate: 'North', scannedAt: online.scannedAt },
      }),
    ]);
  });

  test('When one scan is refused as such, then the others are decided all the same', async () => {
    const used = scanOf(ticket);
    await post('scans', north, used).expect(200);
    const other = await doors.givenTicket(event);
    const scans = [{ ...scanOf(other), scanId: used.scanId }, scanOf(other)];
    const { body } = await post('scans/batch', south, { scans }).expect(200);
    expect(body.results).toEqual([
      { scanId: used.scanId, errors: [expect.objectContaining({ code: 'scan-id-reused' })] },
      expect.objectContaining({ verdict: 'admitted' }),
    ]);
  });

  test('When two devices sync the same tickets at once, then each ticket is admitted once', async () => {
    const tickets = await Promise.all(Array.from({ length: 20 }, () => doors.givenTicket(event)));
    const sync = (door: Headers) => post('scans/batch', door, { scans: tickets.map((of) => scanOf(of)) });
    const answers = await Promise.all([sync(north), sync(south)]);
    const verdicts = answers.flatMap(({ body }) =>
      body.results.map((result: { verdict: string }) => result.verdict),
    );
    expect(verdicts.filter((verdict) => verdict === 'admitted')).toHaveLength(20);
    expect(verdicts.filter((verdict) => verdict === 'already-admitted')).toHaveLength(20);
  });

  test.each([
    ['scans', {}, 'field-required'],
    ['scans', { scans: [] }, 'field-invalid'],
    ['scans', { scans: Array.from({ length: 201 }, () => ({})) }, 'field-invalid'],
    ['scans.0.code', { scans: [{ scanId: 'a', scannedAt: minutesAgo(1) }] }, 'field-required'],
  ])('When %s is wrong, then it is a 400 that names it', async (field, body, code) => {
    const answer = await post('scans/batch', north, body).expect(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field, code }));
  });
});

describe('Undo', () => {
  test('When a supervisor takes an admission back, then the ticket can be admitted again', async () => {
    const scan = scanOf(ticket);
    await post('scans', north, scan).expect(200);
    const undo = () => post(`scans/${scan.scanId}/undo`, supervisor);
    expect((await undo().expect(200)).body).toMatchObject({ scanId: scan.scanId, undone: true });
    await undo().expect(200);
    await doors.kit.settle();
    expect(recorded().map(({ version, undone }) => [version, undone])).toEqual([
      [1, false],
      [2, true],
    ]);
    const { body } = await doors.http.get('/api/scanner/session').set(north).expect(200);
    expect(body.counts).toEqual({ tickets: 1, inside: 0, admitted: 0 });
    expect((await post('scans', south, scanOf(ticket)).expect(200)).body.verdict).toBe('admitted');
  });

  test('When an undo is asked for many times at once, then it is done once', async () => {
    const scan = scanOf(ticket);
    await post('scans', north, scan).expect(200);
    const undo = () => post(`scans/${scan.scanId}/undo`, supervisor).expect(200);
    await Promise.all([undo(), undo(), undo(), undo()]);
    await doors.kit.settle();
    expect(recorded()).toHaveLength(2);
  });

  test('When the ticket went out since, then the exit must be undone first', async () => {
    const comesIn = scanOf(ticket);
    const goesOut = scanOf(ticket, { direction: 'out' });
    await post('scans', north, comesIn).expect(200);
    await post('scans', north, goesOut).expect(200);
    const early = await post(`scans/${comesIn.scanId}/undo`, supervisor).expect(409);
    expect(early.body.errors[0].code).toBe('later-scan-exists');
    await post(`scans/${goesOut.scanId}/undo`, supervisor).expect(200);
    await post(`scans/${comesIn.scanId}/undo`, supervisor).expect(200);
    expect((await post('scans', north, scanOf(ticket)).expect(200)).body.verdict).toBe('admitted');
  });

  test('When the scan let nobody through, is unknown, or a steward asks, then it is refused', async () => {
    const refused = scanOf(ticket, { code: 'garbage' });
    await post('scans', north, refused).expect(200);
    const nothing = await post(`scans/${refused.scanId}/undo`, supervisor).expect(409);
    expect(nothing.body.errors[0].code).toBe('nothing-to-undo');
    const unknown = await post(`scans/${newId()}/undo`, supervisor).expect(404);
    expect(unknown.body.errors[0].code).toBe('scan-not-found');
    const steward = await post(`scans/${refused.scanId}/undo`, north).expect(403);
    expect(steward.body.errors[0].code).toBe('supervisor-required');
    const bad = await post('scans/a%20b/undo', supervisor).expect(400);
    expect(bad.body.errors[0]).toMatchObject({ field: 'scanId', code: 'field-invalid' });
  });
});

describe('Stats', () => {
  const stats = (headers: Headers, query = '') => doors.http.get(`/api/scanner/stats${query}`).set(headers);

  test('When promoter or staff look, then they see gates and five-minute steps; what was undone counts as nothing', async () => {
    const undone = scanOf(ticket, { scannedAt: '2026-01-01T20:01:00Z' });
    await post('scans', north, undone).expect(200);
    await post(`scans/${undone.scanId}/undo`, supervisor).expect(200);
    await post('scans', north, scanOf(ticket, { scannedAt: '2026-01-01T20:04:59Z' })).expect(200);
    await post('scans', south, scanOf(ticket, { scannedAt: '2026-01-01T20:05:00Z' })).expect(200);
    await post(
      'scans',
      south,
      scanOf(ticket, { scannedAt: '2026-01-01T20:06:00Z', direction: 'out' }),
    ).expect(200);
    const promoter = doors.as('promoter', event.promoterId);
    const { body } = await stats(promoter, `?eventId=${event.eventId}`).expect(200);
    expect(body).toEqual({
      eventId: event.eventId,
      counts: { tickets: 1, inside: 0, admitted: 1 },
      gates: [
        { gate: 'North', admitted: 1, exited: 0, refused: 0 },
        { gate: 'South', admitted: 0, exited: 1, refused: 1 },
      ],
      intervals: [
        { startsAt: '2026-01-01T20:00:00.000Z', admitted: 1, exited: 0, refused: 0 },
        { startsAt: '2026-01-01T20:05:00.000Z', admitted: 0, exited: 1, refused: 1 },
      ],
    });
    expect((await stats(north).expect(200)).body).toEqual(body);
  });

  test('When somebody else looks, then there is nothing to see', async () => {
    const query = `?eventId=${event.eventId}`;
    await stats(doors.as('promoter'), query).expect(404);
    await stats(doors.as('customer'), query).expect(404);
    const elsewhere = await doors.givenEvent();
    await stats((await doors.openDoor(elsewhere)).door, query).expect(404);
    await doors.http.get(`/api/scanner/stats${query}`).expect(401);
    const missing = await stats(doors.as('promoter')).expect(400);
    expect(missing.body.errors[0]).toMatchObject({ field: 'eventId', code: 'field-required' });
  });
});
