import { newId } from '@turnout/common/runtime';
import { inDays, startEventsApp } from './events-app.ts';
import type { EventsApp } from './events-app.ts';

describe('the life of an event', () => {
  let app: EventsApp;
  beforeAll(async () => void (app = await startEventsApp()));
  afterEach(() => app.travelTo(new Date()));
  afterAll(() => app.kit.stop());

  const patch = (promoterId: string, id: string, body: object) =>
    app.http.patch(`/api/events/${id}`).set(app.as('promoter', promoterId)).send(body);
  const post = (promoterId: string, path: string) => app.http.post(path).set(app.as('promoter', promoterId));
  async function typesOf(id: string): Promise<string[]> {
    await app.kit.settle();
    return app.kit.bus.published
      .filter((message) => message.aggregateId === id)
      .map(({ type, version }) => `${type} ${version}`);
  }

  test('When it is edited, published, edited and cancelled, then each step is answered and told', async () => {
    const promoterId = newId();
    const { id } = await app.given(promoterId);
    const draft = await patch(promoterId, id, { name: 'Day of Shade', description: 'Dark.' }).expect(200);
    expect(draft.body).toMatchObject({
      name: 'Day of Shade',
      slug: 'day-of-shade',
      status: 'draft',
      version: 2,
    });
    const published = await post(promoterId, `/api/events/${id}/publish`).expect(200);
    expect(published.body).toMatchObject({
      status: 'published',
      version: 3,
      publishedAt: expect.any(String),
    });
    const moved = await patch(promoterId, id, { location: { name: 'Arena' }, name: 'Shade' }).expect(200);
    expect(moved.body).toMatchObject({
      location: { name: 'Arena', city: null },
      slug: 'day-of-shade',
      version: 4,
    });
    const cancelled = await post(promoterId, `/api/events/${id}/cancel`).expect(200);
    expect(cancelled.body).toMatchObject({ status: 'cancelled', version: 5 });
    expect(await typesOf(id)).toEqual([
      'EventCreated 1',
      'EventUpdated 2',
      'EventUpdated 3',
      'EventUpdated 4',
      'EventCancelled 5',
    ]);
    const late = await patch(promoterId, id, { name: 'Too late' }).expect(409);
    expect(late.body.errors[0].code).toBe('event-cancelled');
  });

  test('When it is published or cancelled twice, then the second time changes nothing', async () => {
    const promoterId = newId();
    const { id } = await app.given(promoterId);
    for (const step of ['publish', 'publish', 'cancel', 'cancel'])
      await post(promoterId, `/api/events/${id}/${step}`).expect(200);
    expect(await typesOf(id)).toEqual(['EventCreated 1', 'EventUpdated 2', 'EventCancelled 3']);
  });

  test('When the draft has no place and starts in the past, then publishing names both', async () => {
    const promoterId = newId();
    const { id } = await app.given(promoterId, { location: null, startsAt: inDays(-2) });
    const answer = await post(promoterId, `/api/events/${id}/publish`).expect(409);
    expect(
      answer.body.errors.map((error: { code: string; field: string }) => [error.code, error.field]),
    ).toEqual([
      ['event-incomplete', 'startsAt'],
      ['event-incomplete', 'location'],
    ]);
  });

  test('When it is over, then it reads as ended and can no longer be changed', async () => {
    const promoterId = newId();
    const { id } = await app.given(promoterId, {}, true);
    app.travelTo(new Date(inDays(31)));
    const answer = await app.http.get(`/api/events/${id}`).expect(200);
    expect(answer.body.status).toBe('ended');
    const late = await patch(promoterId, id, { name: 'Too late' }).expect(409);
    expect(late.body.errors[0].code).toBe('event-ended');
    await post(promoterId, `/api/events/${id}/cancel`).expect(409);
  });

  test('When another version was read, then editing is a 409', async () => {
    const promoterId = newId();
    const { id } = await app.given(promoterId);
    await patch(promoterId, id, { name: 'First', version: 1 }).expect(200);
    const answer = await patch(promoterId, id, { name: 'Second', version: 1 }).expect(409);
    expect(answer.body.errors[0].code).toBe('changed-meanwhile');
  });

  test('When ten edits are sent at once, then each is kept or refused, and versions have no gap', async () => {
    const promoterId = newId();
    const { id } = await app.given(promoterId);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => patch(promoterId, id, { holdMinutes: index + 1 })),
    );
    const kept = answers.filter((answer) => answer.status === 200).length;
    expect(answers.filter((answer) => ![200, 409].includes(answer.status))).toEqual([]);
    expect(await typesOf(id)).toEqual([
      'EventCreated 1',
      ...Array.from({ length: kept }, (_, index) => `EventUpdated ${index + 2}`),
    ]);
  });

  test.each([
    ['name', null],
    ['endsAt', '2020-01-01T00:00:00Z'],
    ['holdMinutes', 0],
    ['slug', 'my-own'],
    ['version', 'one'],
  ])('When %s is set to %j, then it is a 400 that names it', async (field, value) => {
    const promoterId = newId();
    const { id } = await app.given(promoterId);
    const answer = await patch(promoterId, id, { [field]: value }).expect(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ field })]);
  });

  test.each([
    ['patch', ''],
    ['post', '/publish'],
    ['post', '/cancel'],
    ['post', '/duplicate'],
  ] as const)('When someone else calls %s %s, then it is a 404, 403 or 401', async (method, step) => {
    const { id } = await app.given(newId(), {}, true);
    const path = `/api/events/${id}${step}`;
    const answer = await app.http[method](path).set(app.as('promoter')).send({}).expect(404);
    expect(answer.body.errors[0].code).toBe('event-not-found');
    await app.http[method](path).set(app.as('customer')).send({}).expect(403);
    await app.http[method](path).send({}).expect(401);
  });

  test('When it is duplicated, then a new draft with the same details and another address is there', async () => {
    const promoterId = newId();
    const { id, slug } = await app.given(promoterId, { description: 'All night.' }, true);
    const copy = await post(promoterId, `/api/events/${id}/duplicate`).expect(201);
    expect(copy.body).toMatchObject({
      status: 'draft',
      version: 1,
      description: 'All night.',
      publishedAt: null,
    });
    expect(copy.body.id).not.toBe(id);
    expect(copy.body.slug).not.toBe(slug);
    expect(await typesOf(copy.body.id)).toEqual(['EventCreated 1']);
  });
});
