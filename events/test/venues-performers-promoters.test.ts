import type { UserState } from '@turnout/common/messages';
import { newId } from '@turnout/common/runtime';
import { toMessage } from '@turnout/common/testing';
import { startEventsApp } from './events-app.ts';
import type { EventsApp } from './events-app.ts';

describe('venues, performers and promoters', () => {
  let app: EventsApp;
  beforeAll(async () => void (app = await startEventsApp()));
  afterAll(() => app.kit.stop());

  const full = {
    venues: { name: 'Arena', address: '1 Main Street', city: 'Lyon', country: 'FR' },
    performers: {
      name: 'The Owls',
      description: 'Loud.',
      imageUrl: 'https://x.test/1.png',
      websiteUrl: 'https://x.test',
    },
  };

  describe.each(['venues', 'performers'] as const)('%s', (kind) => {
    const path = `/api/${kind}`;

    test('When one is added and changed, then only its promoter sees it', async () => {
      const promoter = app.as('promoter', newId());
      const created = await app.http.post(path).set(promoter).send(full[kind]).expect(201);
      expect(created.body).toEqual({ id: expect.stringMatching(/^[0-9a-f]{24}$/), ...full[kind] });
      const changed = await app.http
        .patch(`${path}/${created.body.id}`)
        .set(promoter)
        .send({ name: 'New' })
        .expect(200);
      expect(changed.body).toEqual({ ...created.body, name: 'New' });
      const mine = await app.http.get(path).set(promoter).expect(200);
      expect(mine.body).toEqual({ items: [changed.body], nextCursor: null });
      const others = await app.http.get(path).set(app.as('promoter')).expect(200);
      expect(others.body.items).toEqual([]);
    });

    test('When there are several, then they come in pages, the newest first', async () => {
      const promoter = app.as('promoter', newId());
      for (const name of ['a', 'b', 'c']) await app.http.post(path).set(promoter).send({ name }).expect(201);
      const first = await app.http.get(`${path}?limit=2`).set(promoter).expect(200);
      const second = await app.http
        .get(`${path}?limit=2&cursor=${first.body.nextCursor}`)
        .set(promoter)
        .expect(200);
      const all = [...first.body.items, ...second.body.items] as { name: string }[];
      expect(all.map(({ name }) => name)).toEqual(['c', 'b', 'a']);
    });

    test('When it is not theirs, then it is a 404, and others get 401 or 403', async () => {
      const answer = await app.http
        .patch(`${path}/${newId()}`)
        .set(app.as('promoter'))
        .send({ name: 'x' })
        .expect(404);
      expect(answer.body.errors[0].code).toBe(`${kind.slice(0, -1)}-not-found`);
      for (const method of ['get', 'post'] as const) {
        await app.http[method](path).expect(401);
        await app.http[method](path).set(app.as('customer')).expect(403);
      }
    });

    test.each([
      [{}, 'name', 'field-required'],
      [{ name: '' }, 'name', 'field-invalid'],
      [{ name: 'x', owner: 'me' }, 'owner', 'field-unknown'],
      [{ name: ['x'] }, 'name', 'field-invalid'],
    ])('When %j is sent, then it is a 400 that names %s', async (body, field, code) => {
      const answer = await app.http.post(path).set(app.as('promoter')).send(body).expect(400);
      expect(answer.body.errors).toEqual([expect.objectContaining({ field, code })]);
    });
  });

  test('When a venue moves, then its open events move along and tell', async () => {
    const promoterId = newId();
    const promoter = app.as('promoter', promoterId);
    const venue = await app.http.post('/api/venues').set(promoter).send(full.venues).expect(201);
    const { id } = await app.given(promoterId, { venueId: venue.body.id, location: null }, true);
    await app.http
      .patch(`/api/venues/${venue.body.id}`)
      .set(promoter)
      .send({ address: '2 New Street' })
      .expect(200);
    const event = await app.http.get(`/api/events/${id}`).expect(200);
    expect(event.body).toMatchObject({
      version: 3,
      location: { name: 'Arena', address: '2 New Street' },
      venue: { address: '2 New Street' },
    });
    await app.kit.settle();
    expect(app.kit.bus.published.at(-1)).toMatchObject({
      type: 'EventUpdated',
      data: { location: { address: '2 New Street' } },
    });
  });

  describe('promoters', () => {
    async function tellUser(over: Partial<UserState>): Promise<UserState> {
      const user: UserState = {
        userId: newId(),
        version: 1,
        email: 'p@example.test',
        emailVerified: true,
        role: 'promoter',
        name: 'Paula',
        status: 'active',
        ...over,
      };
      await app.kit.bus.publish(
        toMessage({ type: 'UserUpdated', aggregateId: user.userId, version: user.version, data: user }),
      );
      await app.kit.settle();
      return user;
    }

    test('When a promoter signed up, then their name is public and on their events, their address is not', async () => {
      const { userId } = await tellUser({ name: 'Paula' });
      const answer = await app.http.get(`/api/promoters/${userId}`).expect(200);
      expect(answer.body).toEqual({
        id: userId,
        name: 'Paula',
        description: null,
        imageUrl: null,
        websiteUrl: null,
      });
      const { id } = await app.given(userId, {}, true);
      expect((await app.http.get(`/api/events/${id}`).expect(200)).body.promoter).toEqual({
        id: userId,
        name: 'Paula',
      });
    });

    test('When they write a profile, then it is shown, until they are erased', async () => {
      const { userId } = await tellUser({ name: 'Paula' });
      const profile = {
        name: 'Paula Presents',
        description: 'Shows.',
        imageUrl: 'https://x.test/1.png',
        websiteUrl: 'https://x.test',
      };
      const written = await app.http
        .patch(`/api/promoters/${userId}`)
        .set(app.as('promoter', userId))
        .send(profile)
        .expect(200);
      expect(written.body).toEqual({ id: userId, ...profile });
      await tellUser({ userId, version: 2, status: 'erased', name: null });
      await app.http.get(`/api/promoters/${userId}`).expect(404);
    });

    test('When it is a customer, nobody or someone else, then it is a 404 or 403', async () => {
      const customer = await tellUser({ role: 'customer' });
      for (const id of [customer.userId, newId()]) {
        const answer = await app.http.get(`/api/promoters/${id}`).expect(404);
        expect(answer.body.errors[0].code).toBe('promoter-not-found');
      }
      const { userId } = await tellUser({});
      await app.http
        .patch(`/api/promoters/${userId}`)
        .set(app.as('promoter'))
        .send({ name: 'Mine' })
        .expect(404);
      await app.http
        .patch(`/api/promoters/${userId}`)
        .set(app.as('customer', userId))
        .send({ name: 'Mine' })
        .expect(403);
      await app.http.patch(`/api/promoters/${userId}`).send({ name: 'Mine' }).expect(401);
    });

    test.each([
      [{ websiteUrl: 'javascript:alert(1)' }, 'websiteUrl'],
      [{ name: '' }, 'name'],
      [{ email: 'x@example.test' }, 'email'],
    ])('When %j is sent, then it is a 400 that names %s', async (body, field) => {
      const userId = newId();
      const answer = await app.http
        .patch(`/api/promoters/${userId}`)
        .set(app.as('promoter', userId))
        .send(body)
        .expect(400);
      expect(answer.body.errors).toEqual([expect.objectContaining({ field })]);
    });
  });
});
