import type { EventState, TicketState } from '@turnout/common/messages';
import type { Outbox } from '@turnout/common/outbox';
import { newId } from '@turnout/common/runtime';
import { sampleTicket } from '@turnout/common/testing';
import { createTicketKeyPair } from '@turnout/common/ticket-code';
import request from 'supertest';
import { codeOf, startDoorTest } from './door.ts';
import type { DoorTest } from './door.ts';

type Headers = { Authorization: string };

describe('Scans', () => {
  let doors: DoorTest;
  let event: EventState;
  let door: Headers;
  let ticket: TicketState;
  const recorded = (ticketId = ticket.ticketId) =>
    doors.kit.bus.published.flatMap((message) =>
      message.type === 'CheckInRecorded' && message.data.ticketId === ticketId ? [message] : [],
    );
  const rows = () =>
    doors.kit.mongo.connection.collection('check_ins').find({ eventId: event.eventId }).toArray();
  const verdictOf = async (code: string, over: Record<string, unknown> = {}) =>
    (await doors.scan(door, code, over)).body.verdict as string;

  beforeAll(async () => {
    doors = await startDoorTest();
  });
  afterAll(() => doors.kit.stop());
  beforeEach(async () => {
    event = await doors.givenEvent();
    ({ door } = await doors.openDoor(event));
    ticket = await doors.givenTicket(event);
  });

  test('When a good ticket is scanned, then it is admitted, kept and told of', async () => {
    const scannedAt = new Date(Date.now() - 1_000).toISOString();
    const { status, body } = await doors.scan(door, codeOf(ticket), { scanId: 'first', scannedAt });
    expect(status).toBe(200);
    const { ticketId, orderId, ticketTypeId, ticketTypeName, holder } = ticket;
    expect(body).toEqual({
      scanId: 'first',
      verdict: 'admitted',
      ticket: { id: ticketId, orderId, ticketTypeId, ticketTypeName, holder },
    });
    await doors.kit.settle();
    expect(recorded().map((message) => message.data)).toEqual([
      {
        scanId: expect.any(String),
        version: 1,
        ticketId,
        orderId,
        eventId: event.eventId,
        ticketTypeId,
        direction: 'in',
        gate: 'North',
        scannedAt,
        undone: false,
      },
    ]);
    const session = await doors.http.get('/api/scanner/session').set(door).expect(200);
    expect(session.body.counts).toEqual({ tickets: 1, inside: 1, admitted: 1 });
  });

  test('When it is scanned again at another gate, then the gate and time of the first are named', async () => {
    const scannedAt = new Date(Date.now() - 60_000).toISOString();
    expect(await verdictOf(codeOf(ticket), { scannedAt })).toBe('admitted');
    const south = await doors.openDoor(event, { gate: 'South' });
    const { body } = await doors.scan(south.door, codeOf(ticket));
    expect(body).toMatchObject({ verdict: 'already-admitted', firstScan: { gate: 'North', scannedAt } });
    expect((await rows()).map(({ verdict, gate }) => [verdict, gate]).sort()).toEqual([
      ['admitted', 'North'],
      ['already-admitted', 'South'],
    ]);
  });

  test('When a hundred scans of one ticket come at once at two gates and two replicas, then exactly one is admitted', async () => {
    const south = await doors.openDoor(event, { gate: 'South' });
    const replica = request(doors.appWith(doors.kit.outbox));
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        (index % 2 === 0 ? doors.http : replica)
          .post('/api/scanner/scans')
          .set(index % 4 < 2 ? door : south.door)
          .send({ scanId: newId(), code: codeOf(ticket), scannedAt: new Date().toISOString() })
          .expect(200),
      ),
    );
    const admitted = answers.filter(({ body }) => body.verdict === 'admitted');
    expect(admitted).toHaveLength(1);
    await doors.kit.settle();
    const told = recorded().map(({ data }) => ({ gate: data.gate, scannedAt: data.scannedAt }));
    expect(told).toHaveLength(1);
    for (const { body } of answers.filter((answer) => answer !== admitted[0]))
      expect(body).toMatchObject({ verdict: 'already-admitted', firstScan: told[0] });
    expect(await rows()).toHaveLength(100);
  });

  test('When one scanId is sent many times, also at once, then it is one scan with one verdict', async () => {
    const scan = { scanId: newId(), scannedAt: new Date().toISOString() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => doors.scan(door, codeOf(ticket), scan)),
    );
    const again = await doors.scan(door, codeOf(ticket), scan);
    for (const { status, body } of [...answers, again]) {
      expect(status).toBe(200);
      expect(body).toEqual(again.body);
    }
    expect(again.body.verdict).toBe('admitted');
    await doors.kit.settle();
    expect(recorded()).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  });

  test('When a scanId is used for another code, then it is 409; at another event it is another scan', async () => {
    const scanId = 'scan-1';
    expect(await verdictOf(codeOf(ticket), { scanId })).toBe('admitted');
    const other = await doors.givenTicket(event);
    const answer = await doors.scan(door, codeOf(other), { scanId });
    expect(answer.status).toBe(409);
    expect(answer.body.errors[0]).toMatchObject({ code: 'scan-id-reused', field: 'scanId' });
    const elsewhere = await doors.givenEvent();
    const guest = await doors.givenTicket(elsewhere);
    const { door: theirs } = await doors.openDoor(elsewhere);
    expect((await doors.scan(theirs, codeOf(guest), { scanId })).body.verdict).toBe('admitted');
  });

  test('When the process dies between commit and reply, then the scan sent again is still admitted, once', async () => {
    const dying: Outbox = {
      ...doors.kit.outbox,
      async commit(work) {
        await doors.kit.outbox.commit(work);
        throw new Error('the process is dying');
      },
    };
    const scan = { scanId: newId(), code: codeOf(ticket), scannedAt: new Date().toISOString() };
    await request(doors.appWith(dying)).post('/api/scanner/scans').set(door).send(scan).expect(500);
    const { body } = await doors.http.post('/api/scanner/scans').set(door).send(scan).expect(200);
    expect(body.verdict).toBe('admitted');
    expect(await verdictOf(codeOf(ticket))).toBe('already-admitted');
    await doors.kit.settle();
    expect(recorded()).toHaveLength(1);
  });

  test('When the text is no code, a forged one or one of another event, then it is refused and kept', async () => {
    const other = await doors.givenEvent();
    const { door: otherDoor } = await doors.openDoor(other);
    const forged = codeOf(ticket, { keys: createTicketKeyPair() });
    expect(await verdictOf('hello')).toBe('unknown');
    expect(await verdictOf(forged)).toBe('bad-signature');
    expect((await doors.scan(otherDoor, codeOf(ticket))).body).toEqual({
      scanId: expect.any(String),
      verdict: 'wrong-event',
    });
    expect((await rows()).map((row) => row.verdict).sort()).toEqual(['bad-signature', 'unknown']);
    expect(JSON.stringify(await rows())).not.toContain(forged);
    await doors.kit.settle();
    expect(recorded()).toEqual([]);
  });

  test('When the news of a genuine ticket is still under way, then it is waited for; when it never comes, it is unknown', async () => {
    const late = sampleTicket({ eventId: event.eventId });
    expect(await verdictOf(codeOf(late))).toBe('unknown');
    const answer = verdictOf(codeOf(late));
    await doors.tell('TicketCreated', late.ticketId, late);
    expect(await answer).toBe('admitted');
  });

  test.each([
    ['refunded', 'refunded'],
    ['cancelled', 'revoked'],
    ['transferred', 'revoked'],
  ] as const)('When a ticket becomes %s, then the next scan is %s', async (status, verdict) => {
    await doors.tell('TicketUpdated', ticket.ticketId, { ...ticket, version: 2, status });
    expect(await verdictOf(codeOf(ticket))).toBe(verdict);
  });

  test('When a ticket got a new code, then the old one is revoked and the new one admitted', async () => {
    await doors.tell('TicketUpdated', ticket.ticketId, { ...ticket, version: 2, issueNumber: 2 });
    expect(await verdictOf(codeOf(ticket))).toBe('revoked');
    expect(await verdictOf(codeOf(ticket, { issueNumber: 2 }))).toBe('admitted');
  });

  test('When the echo says that a ticket was used, then only where its holder is decides', async () => {
    await doors.tell('TicketUpdated', ticket.ticketId, { ...ticket, version: 2, status: 'used' });
    expect(await verdictOf(codeOf(ticket))).toBe('admitted');
    await doors.tell('TicketUpdated', ticket.ticketId, { ...ticket, version: 3, status: 'used' });
    expect(await verdictOf(codeOf(ticket))).toBe('already-admitted');
  });

  test('When the event was cancelled, then its tickets are revoked', async () => {
    await doors.tell('EventCancelled', event.eventId, { ...event, version: 2, status: 'cancelled' });
    expect(await verdictOf(codeOf(ticket))).toBe('revoked');
  });

  test('When people may come back, then in needs out and out needs in', async () => {
    event = await doors.givenEvent({ reentry: true });
    ({ door } = await doors.openDoor(event));
    ticket = await doors.givenTicket(event);
    const pass = (direction: string) => verdictOf(codeOf(ticket), { direction });
    expect(await pass('out')).toBe('not-inside');
    expect(await pass('in')).toBe('admitted');
    expect(await pass('in')).toBe('already-admitted');
    expect(await pass('out')).toBe('admitted');
    expect(await pass('out')).toBe('not-inside');
    expect(await pass('in')).toBe('admitted');
    await doors.kit.settle();
    expect(recorded().map((message) => message.data.direction)).toEqual(['in', 'out', 'in']);
    const session = await doors.http.get('/api/scanner/session').set(door).expect(200);
    expect(session.body.counts).toEqual({ tickets: 1, inside: 1, admitted: 1 });
  });

  test('When nobody may come back, then an exit is 409', async () => {
    const answer = await doors.scan(door, codeOf(ticket), { direction: 'out' });
    expect(answer.status).toBe(409);
    expect(answer.body.errors[0]).toMatchObject({ code: 'reentry-off', field: 'direction' });
  });

  test("When a device's clock is far ahead, then the scan is of now; its own gate goes before the session's", async () => {
    await doors.scan(door, codeOf(ticket), { scannedAt: '2099-01-01T00:00:00Z', gate: 'Side' });
    const [row] = await rows();
    expect(row?.scannedAt).toEqual(row?.receivedAt);
    expect(row?.gate).toBe('Side');
  });

  test.each([
    ['scanId', { scanId: undefined }, 'field-required'],
    ['scanId', { scanId: 'a b' }, 'field-invalid'],
    ['code', { code: '' }, 'field-invalid'],
    ['code', { code: 'x'.repeat(1_001) }, 'field-invalid'],
    ['code', { code: { $gt: '' } }, 'field-invalid'],
    ['scannedAt', { scannedAt: undefined }, 'field-required'],
    ['scannedAt', { scannedAt: '20:00' }, 'field-invalid'],
    ['direction', { direction: 'up' }, 'field-invalid'],
    ['gate', { gate: ['North'] }, 'field-invalid'],
    ['ticketId', { ticketId: 'x' }, 'field-unknown'],
  ])('When %s is wrong, then it is a 400 that names it', async (field, over, code) => {
    const answer = await doors.scan(door, codeOf(ticket), over);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ field, code })]);
  });
});
