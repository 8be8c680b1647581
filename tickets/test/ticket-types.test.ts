import type { InventoryState } from '@turnout/common/messages';
import { newId } from '@turnout/common/runtime';
import { sampleEvent, toMessage } from '@turnout/common/testing';
import { newTypeBody, startTicketsApp } from './tickets-app.ts';
import type { TicketsApp } from './tickets-app.ts';

describe('ticket types', () => {
  let app: TicketsApp;
  beforeAll(async () => void (app = await startTicketsApp()));
  afterAll(() => app.kit.stop());

  const create = (promoterId: string, body: Record<string, unknown>) =>
    app.http.post('/api/ticket-types').set(app.as('promoter', promoterId)).send(body);
  const published = (aggregateId: string) =>
    app.kit.bus.published.filter((message) => message.aggregateId === aggregateId);

  async function tellStock(state: InventoryState): Promise<void> {
    await app.kit.bus.publish(
      toMessage({
        type: 'InventoryUpdated',
        aggregateId: state.eventId,
        version: state.version,
        data: state,
      }),
    );
    await app.kit.settle();
  }

  test('When a promoter adds a type, then it is answered with all defaults and TicketTypeCreated carries the signing key', async () => {
    const event = await app.givenEvent();
    const answer = await create(event.promoterId, newTypeBody({ eventId: event.eventId })).expect(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      version: 1,
      eventId: event.eventId,
      name: 'Standard',
      description: null,
      priceCents: 2_500,
      currency: 'EUR',
      capacity: 100,
      available: 100,
      admits: 1,
      minPerOrder: 1,
      maxPerOrder: 10,
      salesStartAt: null,
      salesEndAt: null,
      hidden: false,
    });
    await app.kit.settle();
    const [message] = published(answer.body.id);
    expect(message).toMatchObject({
      type: 'TicketTypeCreated',
      version: 1,
      data: {
        promoterId: event.promoterId,
        signingKey: { keyId: 1, publicKey: expect.stringMatching(/^[\w-]{43}$/) },
      },
    });
  });

  test('When two first types are added at once, then the event has one key', async () => {
    const event = await app.givenEvent();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        create(event.promoterId, newTypeBody({ eventId: event.eventId, name: `Type ${index}` })),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(201));
    await app.kit.settle();
    const keys = app.kit.bus.published.flatMap((message) =>
      message.type === 'TicketTypeCreated' && message.data.eventId === event.eventId
        ? message.data.signingKey.publicKey
        : [],
    );
    expect(keys).toHaveLength(8);
    expect(new Set(keys).size).toBe(1);
  });

  test('When two first types in two currencies are added at once, then one of them is refused', async () => {
    const event = await app.givenEvent();
    const answers = await Promise.all(
      ['EUR', 'USD'].map((currency) =>
        create(event.promoterId, newTypeBody({ eventId: event.eventId, currency })),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    const refused = answers.find((answer) => answer.status === 409);
    expect(refused?.body.errors).toEqual([
      expect.objectContaining({ code: 'currency-mismatch', field: 'currency' }),
    ]);
  });

  test.each([
    ['eventId', undefined, 'field-required'],
    ['eventId', { $ne: '' }, 'field-invalid'],
    ['name', '', 'field-invalid'],
    ['priceCents', -1, 'field-invalid'],
    ['priceCents', 10.5, 'field-invalid'],
    ['priceCents', '2500', 'field-invalid'],
    ['priceCents', undefined, 'field-required'],
    ['priceCents', 100_000_001, 'field-invalid'],
    ['currency', 'eur', 'field-invalid'],
    ['currency', 'XYZ', 'field-invalid'],
    ['currency', undefined, 'field-required'],
    ['capacity', -1, 'field-invalid'],
    ['capacity', 1_000_001, 'field-invalid'],
    ['admits', 0, 'field-invalid'],
    ['minPerOrder', 0, 'field-invalid'],
    ['maxPerOrder', 101, 'field-invalid'],
    ['salesStartAt', 'soon', 'field-invalid'],
    ['hidden', 1, 'field-invalid'],
    ['available', 5, 'field-unknown'],
  ])('When %s is %j, then it is a 400 that names it', async (field, value, code) => {
    const event = await app.givenEvent();
    const answer = await create(
      event.promoterId,
      newTypeBody({ eventId: event.eventId, [field]: value }),
    ).expect(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field, code }));
  });

  test.each([
    ['maxPerOrder', { minPerOrder: 5, maxPerOrder: 4 }],
    ['maxPerOrder', { admits: 100, maxPerOrder: 11 }],
    ['salesEndAt', { salesStartAt: '2030-01-02T00:00:00Z', salesEndAt: '2030-01-01T00:00:00Z' }],
  ])('When %s contradicts in %j, then it is a 400 that names it', async (field, over) => {
    const event = await app.givenEvent();
    const answer = await create(event.promoterId, newTypeBody({ eventId: event.eventId, ...over })).expect(
      400,
    );
    expect(answer.body.errors).toEqual([expect.objectContaining({ field, code: 'field-invalid' })]);
  });

  test('When the event is unknown or of another promoter, then it is a 404', async () => {
    const event = await app.givenEvent();
    for (const [promoterId, eventId] of [
      [newId(), event.eventId],
      [event.promoterId, newId()],
    ] as const) {
      const answer = await create(promoterId, newTypeBody({ eventId })).expect(404);
      expect(answer.body.errors).toEqual([
        expect.objectContaining({ code: 'event-not-found', field: 'eventId' }),
      ]);
    }
  });

  test('When news of the event arrives while the promoter waits, then the type is added', async () => {
    const patient = await startTicketsApp({ eventWaitMs: 5_000 });
    try {
      const event = sampleEvent();
      const promoter = patient.as('promoter', event.promoterId);
      const asked = patient.http
        .post('/api/ticket-types')
        .set(promoter)
        .send(newTypeBody({ eventId: event.eventId }))
        .then((answer) => answer.status);
      await patient.kit.bus.publish(
        toMessage({ type: 'EventCreated', aggregateId: event.eventId, version: 1, data: event }),
      );
      expect(await asked).toBe(201);
    } finally {
      await patient.kit.stop();
    }
  });

  test('When the event is cancelled or over, then nothing is added or changed', async () => {
    const cancelled = await app.givenEvent({ status: 'cancelled' });
    const first = await create(cancelled.promoterId, newTypeBody({ eventId: cancelled.eventId })).expect(409);
    expect(first.body.errors[0].code).toBe('event-cancelled');
    const over = await app.givenEvent({
      startsAt: '2020-01-01T00:00:00.000Z',
      endsAt: '2020-01-02T00:00:00.000Z',
    });
    const second = await create(over.promoterId, newTypeBody({ eventId: over.eventId })).expect(409);
    expect(second.body.errors[0].code).toBe('event-ended');
  });

  test('When nobody or a customer asks, then it is a 401 or 403', async () => {
    await app.http.post('/api/ticket-types').send(newTypeBody()).expect(401);
    await app.http.post('/api/ticket-types').set(app.as('customer')).send(newTypeBody()).expect(403);
    await app.http.patch(`/api/ticket-types/${newId()}`).set(app.as('customer')).send({}).expect(403);
  });

  test('When the list is asked for, then available follows the stock ledger and hidden types are only for their promoter', async () => {
    const event = await app.givenEvent();
    const open = await app.givenType(event);
    const hidden = await app.givenType(event, { name: 'Secret', hidden: true });
    const types = [{ ticketTypeId: open, capacity: 100, available: 7, held: 3, sold: 90 }];
    await tellStock({ eventId: event.eventId, version: 4, types });
    const asked = app.http.get(`/api/ticket-types?eventId=${event.eventId}`);
    const answer = await asked.expect(200);
    expect(answer.body).toEqual({
      items: [expect.objectContaining({ id: open, available: 7 })],
      nextCursor: null,
    });
    const own = await app.http
      .get(`/api/ticket-types?eventId=${event.eventId}`)
      .set(app.as('promoter', event.promoterId))
      .expect(200);
    expect(own.body.items).toEqual([
      expect.objectContaining({ id: open, available: 7 }),
      expect.objectContaining({ id: hidden, available: 100, hidden: true }),
    ]);
  });

  test('When the event is a draft, then its list is only for its promoter', async () => {
    const event = await app.givenEvent({ status: 'draft' });
    await app.givenType(event);
    await app.http.get(`/api/ticket-types?eventId=${event.eventId}`).expect(404);
    await app.http.get(`/api/ticket-types?eventId=${event.eventId}`).set(app.as('promoter')).expect(404);
    await app.http
      .get(`/api/ticket-types?eventId=${event.eventId}`)
      .set(app.as('promoter', event.promoterId))
      .expect(200);
  });

  test('When the list is asked for in a wrong way, then it is a 400 that names the field', async () => {
    const missing = await app.http.get('/api/ticket-types').expect(400);
    expect(missing.body.errors).toEqual([
      expect.objectContaining({ code: 'field-required', field: 'eventId' }),
    ]);
    const twice = await app.http.get('/api/ticket-types?eventId=a&eventId=b').expect(400);
    expect(twice.body.errors).toEqual([expect.objectContaining({ code: 'field-invalid', field: 'eventId' })]);
  });

  test('When the promoter changes a type, then the new version is answered and TicketTypeUpdated leaves', async () => {
    const event = await app.givenEvent();
    const id = await app.givenType(event);
    const promoter = app.as('promoter', event.promoterId);
    const changes = {
      name: 'Late bird',
      priceCents: 3_000,
      capacity: 120,
      salesEndAt: '2031-01-01T00:00:00.000Z',
    };
    const answer = await app.http.patch(`/api/ticket-types/${id}`).set(promoter).send(changes).expect(200);
    expect(answer.body).toMatchObject({ ...changes, id, version: 2 });
    await app.kit.settle();
    expect(published(id).map((message) => [message.type, message.version])).toEqual([
      ['TicketTypeCreated', 1],
      ['TicketTypeUpdated', 2],
    ]);
    const again = await app.http.patch(`/api/ticket-types/${id}`).set(promoter).send(changes).expect(200);
    expect(again.body.version).toBe(2);
  });

  test('When the capacity would go below what is held and sold, then it is a 409 and nothing changes', async () => {
    const event = await app.givenEvent();
    const id = await app.givenType(event);
    const types = [{ ticketTypeId: id, capacity: 100, available: 60, held: 10, sold: 30 }];
    await tellStock({ eventId: event.eventId, version: 2, types });
    const promoter = app.as('promoter', event.promoterId);
    const answer = await app.http
      .patch(`/api/ticket-types/${id}`)
      .set(promoter)
      .send({ capacity: 39 })
      .expect(409);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ code: 'capacity-below-sold', field: 'capacity', taken: 40 }),
    ]);
    await app.http.patch(`/api/ticket-types/${id}`).set(promoter).send({ capacity: 40 }).expect(200);
  });

  test('When another version was read, then changing is a 409', async () => {
    const event = await app.givenEvent();
    const id = await app.givenType(event);
    const promoter = app.as('promoter', event.promoterId);
    const answer = await app.http
      .patch(`/api/ticket-types/${id}`)
      .set(promoter)
      .send({ name: 'New', version: 7 })
      .expect(409);
    expect(answer.body.errors[0].code).toBe('changed-meanwhile');
  });

  test('When ten changes are sent at once, then each is kept or refused as changed-meanwhile, and versions have no gap', async () => {
    const event = await app.givenEvent();
    const id = await app.givenType(event);
    const promoter = app.as('promoter', event.promoterId);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        app.http
          .patch(`/api/ticket-types/${id}`)
          .set(promoter)
          .send({ priceCents: 1_000 + index }),
      ),
    );
    const kept = answers.filter((answer) => answer.status === 200).length;
    expect(answers.filter((answer) => ![200, 409].includes(answer.status))).toEqual([]);
    await app.kit.settle();
    expect(published(id).map((message) => message.version)).toEqual(
      Array.from({ length: kept + 1 }, (_, index) => index + 1),
    );
  });

  test.each([
    ['currency', 'USD', 'field-unknown'],
    ['admits', 2, 'field-unknown'],
    ['capacity', null, 'field-invalid'],
    ['version', 0, 'field-invalid'],
  ])('When %s is changed to %j, then it is a 400 that names it', async (field, value, code) => {
    const event = await app.givenEvent();
    const id = await app.givenType(event);
    const answer = await app.http
      .patch(`/api/ticket-types/${id}`)
      .set(app.as('promoter', event.promoterId))
      .send({ [field]: value })
      .expect(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ field, code })]);
  });

  test("When another promoter's type is changed, then it is a 404", async () => {
    const id = await app.givenType(await app.givenEvent());
    const answer = await app.http
      .patch(`/api/ticket-types/${id}`)
      .set(app.as('promoter'))
      .send({ name: 'Mine' })
      .expect(404);
    expect(answer.body.errors[0].code).toBe('ticket-type-not-found');
  });
});
