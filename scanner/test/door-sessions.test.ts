import { newId } from '@turnout/common/runtime';
import { sampleEvent } from '@turnout/common/testing';
import type { EventState } from '@turnout/common/messages';
import { startDoorTest } from './door.ts';
import type { DoorTest } from './door.ts';

describe('Door sessions', () => {
  let doors: DoorTest;
  let event: EventState;
  let promoter: { Authorization: string };
  const valid = (over: Record<string, unknown> = {}) => ({
    eventId: event.eventId,
    name: 'Anna',
    gate: 'North',
    role: 'steward',
    ...over,
  });
  const post = (body: unknown, headers = promoter) =>
    doors.http
      .post('/api/scanner/sessions')
      .set(headers)
      .send(body as object);

  beforeAll(async () => {
    doors = await startDoorTest();
    event = await doors.givenEvent();
    promoter = doors.as('promoter', event.promoterId);
  });
  afterAll(() => doors.kit.stop());

  test('When a promoter opens a door, then they get a link with a token of which only the hash is kept', async () => {
    const { body } = await post(valid()).expect(201);
    expect(body).toEqual({
      id: expect.any(String),
      eventId: event.eventId,
      name: 'Anna',
      gate: 'North',
      role: 'steward',
      createdAt: expect.any(String),
      expiresAt: new Date(Date.parse(event.endsAt) + 12 * 3_600_000).toISOString(),
      revokedAt: null,
      token: expect.stringMatching(/^[\w-]{43}$/),
      url: `http://localhost:3000/door#token=${body.token}`,
    });
    const kept = await doors.kit.mongo.connection.collection('door_sessions').findOne({ _id: body.id });
    expect(JSON.stringify(kept)).not.toContain(body.token);
  });

  test('When the news of the event is still under way, then the door is opened once it is there', async () => {
    const late = sampleEvent({ promoterId: event.promoterId });
    const answer = post(valid({ eventId: late.eventId })).then((response) => response);
    await doors.tell('EventCreated', late.eventId, late);
    expect((await answer).status).toBe(201);
  });

  test('When a door token is used, then it tells of its door, event, counts and keys', async () => {
    await doors.givenTicket(event);
    const { door, id } = await doors.openDoor(event, { gate: undefined, role: 'supervisor' });
    const { body } = await doors.http.get('/api/scanner/session').set(door).expect(200);
    expect(body).toMatchObject({
      id,
      name: 'Anna',
      gate: null,
      role: 'supervisor',
      event: { id: event.eventId, name: event.name, timezone: event.timezone, startsAt: event.startsAt },
      counts: { tickets: 1, inside: 0, admitted: 0 },
      publicKeys: [{ keyId: 1, publicKey: expect.any(String) }],
    });
  });

  test('When doors are listed, then they come newest first, page by page, without tokens', async () => {
    const mine = await doors.givenEvent();
    for (const name of ['One', 'Two', 'Three']) await doors.openDoor(mine, { name });
    const headers = doors.as('promoter', mine.promoterId);
    const path = `/api/scanner/sessions?eventId=${mine.eventId}&limit=2`;
    const first = await doors.http.get(path).set(headers).expect(200);
    const second = await doors.http.get(`${path}&cursor=${first.body.nextCursor}`).set(headers).expect(200);
    const items = [...first.body.items, ...second.body.items];
    expect(items.map((item) => item.name)).toEqual(['Three', 'Two', 'One']);
    expect(second.body.nextCursor).toBeNull();
    expect(JSON.stringify(items)).not.toMatch(/token/i);
  });

  test('When a door is taken back, then its token is refused at once, and doing so again is fine', async () => {
    const { door, id } = await doors.openDoor(event);
    const revoke = () => doors.http.delete(`/api/scanner/sessions/${id}`).set(promoter);
    await doors.http.delete(`/api/scanner/sessions/${id}`).set(doors.as('promoter')).expect(404);
    await doors.http.get('/api/scanner/session').set(door).expect(200);
    await revoke().expect(204);
    const answer = await doors.scan(door, 'any').then((response) => response);
    expect(answer.status).toBe(401);
    expect(answer.body.errors[0].code).toBe('door-session-revoked');
    await revoke().expect(204);
  });

  test('When a session has run out, then its token is refused', async () => {
    const { door, id } = await doors.openDoor(event);
    await doors.kit.mongo.connection
      .collection('door_sessions')
      .updateOne({ _id: id as never }, { $set: { expiresAt: new Date(Date.now() - 1) } });
    const answer = await doors.http.get('/api/scanner/session').set(door).expect(401);
    expect(answer.body.errors[0].code).toBe('door-session-expired');
  });

  test.each([
    ['no token', {}],
    ['a foreign token', { Authorization: 'Bearer abc' }],
  ])('When a door is used with %s, then it is 401', async (_what, headers) => {
    const answer = await doors.http.get('/api/scanner/session').set(headers).expect(401);
    expect(answer.body.errors[0].code).toBe('door-token-invalid');
  });

  test("When a user's token is used at a door, then it is 401", async () => {
    const answer = await doors.http.get('/api/scanner/session').set(promoter).expect(401);
    expect(answer.body.errors[0].code).toBe('door-token-invalid');
  });

  test('When a customer asks for doors, then it is 403', async () => {
    const customer = doors.as('customer');
    await post(valid(), customer).expect(403);
    await doors.http.get(`/api/scanner/sessions?eventId=${event.eventId}`).set(customer).expect(403);
    await doors.http.delete(`/api/scanner/sessions/${newId()}`).set(customer).expect(403);
    await doors.http.post('/api/scanner/sessions').send(valid()).expect(401);
  });

  test("When the event is another promoter's or unknown, then it is 404", async () => {
    const other = doors.as('promoter');
    expect((await post(valid(), other).expect(404)).body.errors[0].code).toBe('event-not-found');
    await post(valid({ eventId: newId() })).expect(404);
    await doors.http.get(`/api/scanner/sessions?eventId=${event.eventId}`).set(other).expect(404);
  });

  test('When the event is cancelled or long over, then it is 409', async () => {
    const { promoterId } = event;
    const cancelled = await doors.givenEvent({ promoterId, status: 'cancelled' });
    const answer = await post(valid({ eventId: cancelled.eventId })).expect(409);
    expect(answer.body.errors[0].code).toBe('event-cancelled');
    const over = await doors.givenEvent({
      promoterId,
      startsAt: '2020-01-01T20:00:00.000Z',
      endsAt: '2020-01-01T23:00:00.000Z',
    });
    const late = await post(valid({ eventId: over.eventId })).expect(409);
    expect(late.body.errors[0].code).toBe('event-ended');
  });

  test.each([
    ['eventId', { eventId: undefined }, 'field-required'],
    ['eventId', { eventId: { $ne: '' } }, 'field-invalid'],
    ['name', { name: ' ' }, 'field-invalid'],
    ['name', { name: ['Anna'] }, 'field-invalid'],
    ['gate', { gate: 7 }, 'field-invalid'],
    ['role', { role: 'owner' }, 'field-invalid'],
    ['expiresAt', { expiresAt: 'tomorrow' }, 'field-invalid'],
    ['expiresAt', { expiresAt: '2020-01-01T00:00:00Z' }, 'field-invalid'],
    ['color', { color: 'red' }, 'field-unknown'],
  ])('When %s is wrong in %j, then it is a 400 that names it', async (field, over, code) => {
    const answer = await post(valid(over)).expect(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ field, code })]);
  });
});
