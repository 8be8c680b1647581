import { newId } from '@turnout/common/runtime';
import { startTicketsApp } from './tickets-app.ts';
import type { TicketsApp } from './tickets-app.ts';

describe('promo codes', () => {
  let app: TicketsApp;
  beforeAll(async () => void (app = await startTicketsApp()));
  afterAll(() => app.kit.stop());

  const create = (promoterId: string, body: object) =>
    app.http.post('/api/promo-codes').set(app.as('promoter', promoterId)).send(body);

  test('When a promoter adds a code, then it is kept in capitals and PromoCodeUpdated leaves', async () => {
    const event = await app.givenEvent();
    const answer = await create(event.promoterId, {
      eventId: event.eventId,
      code: 'summer-10',
      percentOff: 10,
    }).expect(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      version: 1,
      eventId: event.eventId,
      code: 'SUMMER-10',
      percentOff: 10,
      amountOffCents: null,
      maxUses: null,
      validFrom: null,
      validUntil: null,
      ticketTypeIds: [],
      unlocksHidden: false,
      active: true,
    });
    await app.kit.settle();
    const message = app.kit.bus.published.find((candidate) => candidate.aggregateId === answer.body.id);
    expect(message).toMatchObject({
      type: 'PromoCodeUpdated',
      version: 1,
      data: { promoterId: event.promoterId, code: 'SUMMER-10' },
    });
  });

  test('When the event has the code, in any case, then it is a 409; another event may have it too', async () => {
    const event = await app.givenEvent();
    await create(event.promoterId, { eventId: event.eventId, code: 'VIP', percentOff: 10 }).expect(201);
    const answer = await create(event.promoterId, {
      eventId: event.eventId,
      code: 'vip',
      percentOff: 5,
    }).expect(409);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ code: 'promo-code-exists', field: 'code' }),
    ]);
    const other = await app.givenEvent({ promoterId: event.promoterId });
    await create(event.promoterId, { eventId: other.eventId, code: 'VIP', percentOff: 10 }).expect(201);
  });

  test.each([
    [{ code: undefined }, 'code', 'field-required'],
    [{ code: 'a b' }, 'code', 'field-invalid'],
    [{ code: 'x' }, 'code', 'field-invalid'],
    [{ eventId: undefined }, 'eventId', 'field-required'],
    [{ percentOff: 0 }, 'percentOff', 'field-invalid'],
    [{ percentOff: 101 }, 'percentOff', 'field-invalid'],
    [{ percentOff: undefined }, 'percentOff', 'field-invalid'],
    [{ amountOffCents: 100 }, 'amountOffCents', 'field-invalid'],
    [{ maxUses: 0 }, 'maxUses', 'field-invalid'],
    [{ validFrom: 'now' }, 'validFrom', 'field-invalid'],
    [
      { validFrom: '2030-01-02T00:00:00Z', validUntil: '2030-01-01T00:00:00Z' },
      'validUntil',
      'field-invalid',
    ],
    [{ ticketTypeIds: [{}] }, 'ticketTypeIds.0', 'field-invalid'],
    [{ uses: 3 }, 'uses', 'field-unknown'],
  ])('When a code has %j, then it is a 400 that names %s', async (over, field, code) => {
    const event = await app.givenEvent();
    const answer = await create(event.promoterId, {
      eventId: event.eventId,
      code: 'SUMMER',
      percentOff: 10,
      ...over,
    }).expect(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ field, code }));
  });

  test('When a type is of another event, then it is a 404 that names it', async () => {
    const event = await app.givenEvent();
    const other = await app.givenEvent({ promoterId: event.promoterId });
    const ticketTypeIds = [await app.givenType(event), await app.givenType(other)];
    const answer = await create(event.promoterId, {
      eventId: event.eventId,
      code: 'SUMMER',
      percentOff: 10,
      ticketTypeIds,
    }).expect(404);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ code: 'ticket-type-not-found', field: 'ticketTypeIds.1' }),
    ]);
  });

  test('When a code is changed, then the new version is answered and told; a stale version is a 409', async () => {
    const event = await app.givenEvent();
    const promoter = app.as('promoter', event.promoterId);
    const { body } = await create(event.promoterId, {
      eventId: event.eventId,
      code: 'SUMMER',
      percentOff: 10,
    }).expect(201);
    const path = `/api/promo-codes/${body.id}`;
    const changed = await app.http
      .patch(path)
      .set(promoter)
      .send({ active: false, maxUses: 5, version: 1 })
      .expect(200);
    expect(changed.body).toEqual({ ...body, active: false, maxUses: 5, version: 2 });
    const stale = await app.http.patch(path).set(promoter).send({ active: true, version: 1 }).expect(409);
    expect(stale.body.errors[0].code).toBe('changed-meanwhile');
    const invalid = await app.http.patch(path).set(promoter).send({ code: 'OTHER' }).expect(400);
    expect(invalid.body.errors).toEqual([expect.objectContaining({ field: 'code', code: 'field-unknown' })]);
    await app.kit.settle();
    const told = app.kit.bus.published.filter((message) => message.aggregateId === body.id);
    expect(told.map((message) => [message.type, message.version])).toEqual([
      ['PromoCodeUpdated', 1],
      ['PromoCodeUpdated', 2],
    ]);
  });

  test('When the codes of an event are listed, then only its promoter sees them, in pages', async () => {
    const event = await app.givenEvent();
    for (const code of ['AA', 'BB', 'CC'])
      await create(event.promoterId, { eventId: event.eventId, code, amountOffCents: 100 }).expect(201);
    const promoter = app.as('promoter', event.promoterId);
    const first = await app.http
      .get(`/api/promo-codes?eventId=${event.eventId}&limit=2`)
      .set(promoter)
      .expect(200);
    const second = await app.http
      .get(`/api/promo-codes?eventId=${event.eventId}&cursor=${first.body.nextCursor}`)
      .set(promoter)
      .expect(200);
    const all = [...first.body.items, ...second.body.items] as { code: string }[];
    expect(all.map(({ code }) => code)).toEqual(['CC', 'BB', 'AA']);
    await app.http.get(`/api/promo-codes?eventId=${event.eventId}`).set(app.as('promoter')).expect(404);
    await app.http.get('/api/promo-codes').set(promoter).expect(400);
  });

  test('When it is not theirs, then it is a 404; customers get 403, nobody 401', async () => {
    const event = await app.givenEvent();
    const { body } = await create(event.promoterId, {
      eventId: event.eventId,
      code: 'SUMMER',
      percentOff: 10,
    }).expect(201);
    const path = `/api/promo-codes/${body.id}`;
    const answer = await app.http.patch(path).set(app.as('promoter')).send({ active: false }).expect(404);
    expect(answer.body.errors[0].code).toBe('promo-code-not-found');
    await create(newId(), { eventId: event.eventId, code: 'OTHER', percentOff: 10 }).expect(404);
    await app.http.patch(path).set(app.as('customer')).send({ active: false }).expect(403);
    await app.http.post('/api/promo-codes').set(app.as('customer')).send({}).expect(403);
    await app.http.get(`/api/promo-codes?eventId=${event.eventId}`).expect(401);
  });

  test('When a code unlocks hidden types, then whoever types it sees them', async () => {
    const event = await app.givenEvent();
    const hidden = await app.givenType(event, { hidden: true });
    await create(event.promoterId, { eventId: event.eventId, code: 'FRIENDS', unlocksHidden: true }).expect(
      201,
    );
    const list = async (query: string) =>
      (await app.http.get(`/api/ticket-types?eventId=${event.eventId}${query}`).expect(200)).body.items;
    expect(await list('')).toEqual([]);
    expect(await list('&promoCode=nope')).toEqual([]);
    expect(await list('&promoCode=friends')).toEqual([expect.objectContaining({ id: hidden })]);
  });
});
