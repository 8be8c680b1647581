import { newId } from '@turnout/common/runtime';
import { inDays, startEventsApp } from './events-app.ts';
import type { EventsApp } from './events-app.ts';

describe('finding events', () => {
  let app: EventsApp;
  let promoterId: string;
  beforeAll(async () => void (app = await startEventsApp()));
  // Each test looks at the events of a promoter of its own.
  beforeEach(() => {
    promoterId = newId();
    app.travelTo(new Date());
  });
  afterAll(() => app.kit.stop());

  const at = (days: number) => ({ startsAt: inDays(days), endsAt: inDays(days + 0.2) });
  async function names(query = ''): Promise<string[]> {
    const answer = await app.http.get(`/api/events?promoterId=${promoterId}${query}`).expect(200);
    return answer.body.items.map((event: { name: string }) => event.name);
  }

  test('When the list is asked for, then only published events to come are there, the next first', async () => {
    await app.given(promoterId, { name: 'Later', ...at(9) }, true);
    await app.given(promoterId, { name: 'Sooner', ...at(3) }, true);
    await app.given(promoterId, { name: 'Draft', ...at(4) });
    const { id } = await app.given(promoterId, { name: 'Cancelled', ...at(5) }, true);
    await app.http.post(`/api/events/${id}/cancel`).set(app.as('promoter', promoterId)).expect(200);
    expect(await names()).toEqual(['Sooner', 'Later']);
  });

  test('When time has passed, then past lists what is over, the latest first', async () => {
    for (const days of [1, 2, 50]) await app.given(promoterId, { name: `In ${days}`, ...at(days) }, true);
    app.travelTo(new Date(inDays(10)));
    expect(await names()).toEqual(['In 50']);
    expect(await names('&past=true')).toEqual(['In 2', 'In 1']);
  });

  test('When words are searched, then all must be there, without case and accents, in name, place, performers or text', async () => {
    const performer = await app.http
      .post('/api/performers')
      .set(app.as('promoter', promoterId))
      .send({ name: 'The Owls' })
      .expect(201);
    await app.given(
      promoterId,
      {
        name: 'Été du Jazz',
        performerIds: [performer.body.id],
        location: { name: 'Halle', city: 'Orléans' },
      },
      true,
    );
    await app.given(
      promoterId,
      { name: 'Jazz at Noon', description: 'Bring a hat.', location: { name: 'Park', city: 'Lyon' } },
      true,
    );
    expect((await names('&q=JAZZ')).sort()).toEqual(['Jazz at Noon', 'Été du Jazz']);
    expect(await names('&q=jazz%20owls')).toEqual(['Été du Jazz']);
    expect(await names('&q=orleans')).toEqual(['Été du Jazz']);
    expect(await names('&q=hat')).toEqual(['Jazz at Noon']);
    expect(await names('&q=jazz%20nothing')).toEqual([]);
    expect(await names('&q=%22')).toEqual([]);
    await app.http
      .patch(`/api/performers/${performer.body.id}`)
      .set(app.as('promoter', promoterId))
      .send({ name: 'The Herons' })
      .expect(200);
    expect(await names('&q=herons')).toEqual(['Été du Jazz']);
  });

  test('When filters are given, then they narrow the list', async () => {
    await app.given(promoterId, { name: 'A', ...at(3), location: { name: 'x', city: 'Orléans' } }, true);
    await app.given(promoterId, { name: 'B', ...at(6), location: { name: 'x', city: 'Lyon' } }, true);
    expect(await names('&city=ORLEANS')).toEqual(['A']);
    const foreign = await app.http.get(`/api/events?promoterId=${newId()}`).expect(200);
    expect(foreign.body.items).toEqual([]);
    expect(await names(`&from=${inDays(5)}`)).toEqual(['B']);
    expect(await names(`&to=${inDays(5)}`)).toEqual(['A']);
    expect(await names(`&from=${inDays(3.1)}&to=${inDays(5)}`)).toEqual(['A']);
  });

  test('When there are more than one page, then the cursor leads through all of them once, also at one start time', async () => {
    const times = at(7);
    for (let index = 0; index < 5; index += 1)
      await app.given(promoterId, { name: `E${index}`, ...times }, true);
    const seen: string[] = [];
    let query = '';
    for (;;) {
      const { body } = await app.http.get(`/api/events?limit=2&promoterId=${promoterId}${query}`).expect(200);
      seen.push(...body.items.map((event: { name: string }) => event.name));
      if (!body.nextCursor) break;
      query = `&cursor=${body.nextCursor}`;
    }
    expect(seen.sort()).toEqual(['E0', 'E1', 'E2', 'E3', 'E4']);
  });

  test.each([
    ['limit', '?limit=101'],
    ['limit', '?limit=1&limit=2'],
    ['cursor', '?cursor=nonsense'],
    ['cursor', `?cursor=${Buffer.from('["x","y"]').toString('base64url')}`],
    ['from', '?from=yesterday'],
    ['to', '?to=2030-01-01'],
    ['past', '?past=maybe'],
    ['city', '?city='],
    ['promoterId', '?promoterId=$ne'],
  ])('When %s is wrong in %s, then it is a 400 that names it', async (field, query) => {
    const answer = await app.http.get(`/api/events${query}`).expect(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ field, code: 'field-invalid' })]);
  });

  test('When one event is asked for, then id and slug both find it, a draft only for its promoter', async () => {
    const open = await app.given(promoterId, { name: 'Open' }, true);
    for (const key of [open.id, open.slug])
      expect((await app.http.get(`/api/events/${key}`).expect(200)).body.id).toBe(open.id);
    const draft = await app.given(promoterId, { name: 'Draft' });
    for (const key of [draft.id, draft.slug, newId(), 'no-such-event']) {
      const answer = await app.http.get(`/api/events/${key}`).set(app.as('promoter')).expect(404);
      expect(answer.body.errors[0].code).toBe('event-not-found');
      await app.http.get(`/api/events/${key}`).expect(404);
    }
    await app.http.get(`/api/events/${draft.slug}`).set(app.as('promoter', promoterId)).expect(200);
  });

  test('When a published event is cancelled, then its page is still there and says so; a cancelled draft stays hidden', async () => {
    const promoter = app.as('promoter', promoterId);
    const open = await app.given(promoterId, { name: 'Open' }, true);
    const draft = await app.given(promoterId, { name: 'Draft' });
    for (const { id } of [open, draft])
      await app.http.post(`/api/events/${id}/cancel`).set(promoter).expect(200);
    expect((await app.http.get(`/api/events/${open.slug}`).expect(200)).body.status).toBe('cancelled');
    await app.http.get(`/api/events/${draft.slug}`).expect(404);
  });

  test("When a promoter lists their own, then drafts are there, the newest first, in pages, and nobody else's", async () => {
    for (const name of ['First', 'Second', 'Third']) await app.given(promoterId, { name });
    await app.given(newId(), { name: 'Foreign' });
    const mine = (query: string) =>
      app.http.get(`/api/events/mine${query}`).set(app.as('promoter', promoterId)).expect(200);
    const first = await mine('?limit=2');
    expect(first.body.items.map((event: { name: string }) => event.name)).toEqual(['Third', 'Second']);
    const second = await mine(`?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body.items.map((event: { name: string }) => event.name)).toEqual(['First']);
    expect(second.body.nextCursor).toBeNull();
    await app.http.get('/api/events/mine').expect(401);
    await app.http.get('/api/events/mine').set(app.as('customer')).expect(403);
  });
});
