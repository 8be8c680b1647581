import { newId } from '@turnout/common/runtime';
import { newEventBody, startEventsApp } from './events-app.ts';
import type { EventsApp } from './events-app.ts';

describe('POST /api/events', () => {
  let app: EventsApp;
  beforeAll(async () => void (app = await startEventsApp()));
  afterAll(() => app.kit.stop());

  const create = (body: unknown, headers = app.as('promoter')) =>
    app.http
      .post('/api/events')
      .set(headers)
      .send(body as object);

  test('When a promoter sends what is needed, then a draft with all defaults is answered and EventCreated leaves', async () => {
    const promoterId = newId();
    const body = newEventBody();
    const answer = await create(body, app.as('promoter', promoterId)).expect(201);
    expect(answer.headers.location).toBe(`/api/events/${answer.body.id}`);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      version: 1,
      slug: 'night-of-lights',
      status: 'draft',
      promoterId,
      promoter: { id: promoterId, name: null },
      name: 'Night of Lights',
      description: null,
      startsAt: body.startsAt,
      endsAt: body.endsAt,
      timezone: 'Europe/Paris',
      venueId: null,
      venue: null,
      location: { name: 'The Hall', address: null, city: 'Lyon', country: null },
      performerIds: [],
      performers: [],
      imageUrl: null,
      holdMinutes: 30,
      maxPaymentAttempts: 3,
      maxTicketsPerCustomer: null,
      refundPolicy: { kind: 'none', untilHoursBefore: null },
      reentry: false,
      waitingRoom: null,
      createdAt: expect.any(String),
      publishedAt: null,
    });
    await app.kit.settle();
    const message = app.kit.bus.published.find((candidate) => candidate.aggregateId === answer.body.id);
    expect(message).toMatchObject({
      type: 'EventCreated',
      version: 1,
      data: { eventId: answer.body.id, status: 'draft', promoterId },
    });
  });

  test('When every option is sent, then all of it is kept', async () => {
    const promoter = app.as('promoter');
    const venue = await app.http
      .post('/api/venues')
      .set(promoter)
      .send({ name: 'Arena', city: 'Paris', country: 'FR' })
      .expect(201);
    const performer = await app.http
      .post('/api/performers')
      .set(promoter)
      .send({ name: 'The Owls' })
      .expect(201);
    const options = {
      description: 'All night.',
      venueId: venue.body.id as string,
      performerIds: [performer.body.id as string],
      imageUrl: 'https://images.example.test/1.jpg',
      holdMinutes: 0.05,
      maxPaymentAttempts: 2,
      maxTicketsPerCustomer: 4,
      refundPolicy: { kind: 'until', untilHoursBefore: 48 },
      reentry: true,
      waitingRoom: { enabled: true, opensAt: '2030-01-01T00:00:00.000Z', admitPerMinute: 60, maxActive: 500 },
    };
    const { location: _location, ...body } = newEventBody(options);
    const answer = await create(body, promoter).expect(201);
    expect(answer.body).toMatchObject({
      ...options,
      location: { name: 'Arena', address: null, city: 'Paris', country: 'FR' },
      venue: { id: venue.body.id, name: 'Arena' },
      performers: [{ id: performer.body.id, name: 'The Owls' }],
    });
  });

  test('When the name is taken, then the second slug gets a suffix', async () => {
    const first = await create(newEventBody({ name: 'Twice Told' })).expect(201);
    const second = await create(newEventBody({ name: 'Twice Told' })).expect(201);
    expect(first.body.slug).toBe('twice-told');
    expect(second.body.slug).toMatch(/^twice-told-[0-9a-f]{5}$/);
  });

  test.each([
    ['name', undefined, 'field-required'],
    ['name', '', 'field-invalid'],
    ['name', '   ', 'field-invalid'],
    ['name', 'x'.repeat(201), 'field-invalid'],
    ['name', 'two\nlines', 'field-invalid'],
    ['name', ['a'], 'field-invalid'],
    ['name', { $gt: '' }, 'field-invalid'],
    ['startsAt', 'tomorrow', 'field-invalid'],
    ['startsAt', '2030-01-01T10:00', 'field-invalid'],
    ['startsAt', 1_900_000_000, 'field-invalid'],
    ['endsAt', '2020-01-01T00:00:00Z', 'field-invalid'],
    ['timezone', 'Mars/Olympus', 'field-invalid'],
    ['timezone', undefined, 'field-required'],
    ['imageUrl', 'javascript:alert(1)', 'field-invalid'],
    ['imageUrl', 'data:image/png;base64,AA', 'field-invalid'],
    ['holdMinutes', 0, 'field-invalid'],
    ['holdMinutes', -1, 'field-invalid'],
    ['holdMinutes', 1_441, 'field-invalid'],
    ['holdMinutes', '30', 'field-invalid'],
    ['maxPaymentAttempts', 0, 'field-invalid'],
    ['maxPaymentAttempts', 1.5, 'field-invalid'],
    ['maxTicketsPerCustomer', 0, 'field-invalid'],
    ['reentry', 'yes', 'field-invalid'],
    ['performerIds', 'abc', 'field-invalid'],
    ['status', 'published', 'field-unknown'],
    ['promoterId', 'someone-else', 'field-unknown'],
  ])('When %s is %j, then it is a 400 that names it', async (field, value, code) => {
    const answer = await create(newEventBody({ [field]: value })).expect(400);
    expect(answer.body.errors).toContainEqual(
      expect.objectContaining({ field, code, message: expect.any(String) }),
    );
  });

  test.each([
    ['location.name', { location: { city: 'Lyon' } }],
    ['location.planet', { location: { name: 'Hall', planet: 'Mars' } }],
    ['location', { venueId: newId() }],
    ['refundPolicy.untilHoursBefore', { refundPolicy: { kind: 'until' } }],
    ['refundPolicy.untilHoursBefore', { refundPolicy: { kind: 'none', untilHoursBefore: 3 } }],
    ['waitingRoom.enabled', { waitingRoom: {} }],
    ['waitingRoom.admitPerMinute', { waitingRoom: { enabled: true, admitPerMinute: 0 } }],
    ['performerIds.0', { performerIds: ['$ne'] }],
  ])('When %s is wrong, then it is a 400 that names it', async (field, over) => {
    const answer = await create(newEventBody(over)).expect(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
  });

  test('When the venue or a performer is of another promoter, then it is a 404', async () => {
    const other = app.as('promoter');
    const venue = await app.http.post('/api/venues').set(other).send({ name: 'Arena' }).expect(201);
    const performer = await app.http
      .post('/api/performers')
      .set(other)
      .send({ name: 'The Owls' })
      .expect(201);
    const atVenue = await create(newEventBody({ venueId: venue.body.id, location: null })).expect(404);
    expect(atVenue.body.errors).toEqual([
      expect.objectContaining({ code: 'venue-not-found', field: 'venueId' }),
    ]);
    const withPerformer = await create(newEventBody({ performerIds: [performer.body.id] })).expect(404);
    expect(withPerformer.body.errors).toEqual([
      expect.objectContaining({ code: 'performer-not-found', field: 'performerIds.0' }),
    ]);
  });

  test('When nobody or a customer asks, then it is a 401 or 403', async () => {
    await app.http.post('/api/events').send(newEventBody()).expect(401);
    await create(newEventBody(), app.as('customer')).expect(403);
  });

  test.each(['Asia/Kolkata', 'Asia/Calcutta', 'UTC'])(
    'When the zone is %s, then it is taken as it is',
    async (timezone) => {
      const answer = await create(newEventBody({ timezone })).expect(201);
      expect(answer.body.timezone).toBe(timezone);
    },
  );
});
