// A promoter's venues: theirs to see and change, public only as the place of an event.
import { AppError } from '@turnout/common/errors';
import { decodeCursor, field, given, pageQuery, param, route, toPage } from '@turnout/common/http';
import { z } from 'zod';
import { moveEvent } from '../domain/event.ts';
import { toLocation } from '../domain/venue.ts';
import type { Deps } from '../deps.ts';
import { toVenueBody, venueBody } from './venue-body.ts';
import { changeEvent } from './write-event.ts';

const fields = {
  name: field.line(200),
  address: field.line(300).nullable().optional(),
  city: field.line(100).nullable().optional(),
  country: field.line(100).nullable().optional(),
};

export const listVenues = (deps: Pick<Deps, 'store'>) =>
  route({
    method: 'get',
    path: '/api/venues',
    summary: "A promoter's venues",
    access: 'promoter',
    query: pageQuery,
    answers: z.object({ items: z.array(venueBody), nextCursor: z.string().nullable() }),
    handler: async ({ user, query: { limit, cursor } }) => {
      const afterId = cursor === undefined ? undefined : String(decodeCursor(cursor, 1)[0]);
      const found = await deps.store.venues.listForPromoter(user.userId, { limit, afterId });
      const page = toPage(found, { limit, positionOf: (venue) => [venue.venueId] });
      return { status: 200, body: { ...page, items: page.items.map(toVenueBody) } };
    },
  });

export const createVenue = (deps: Deps) =>
  route({
    method: 'post',
    path: '/api/venues',
    summary: 'Add a venue',
    access: 'promoter',
    body: z.strictObject(fields),
    answers: venueBody,
    handler: async ({ user, body }) => {
      const { name, address = null, city = null, country = null } = body;
      const venue = { venueId: deps.newId(), promoterId: user.userId, name, address, city, country };
      await deps.store.venues.insert(venue);
      return { status: 201, body: toVenueBody(venue) };
    },
  });

export const editVenue = (deps: Deps) =>
  route({
    method: 'patch',
    path: '/api/venues/:id',
    summary: 'Change a venue; its open events move along',
    access: 'promoter',
    params: { id: param.id() },
    body: z.strictObject(fields).partial(),
    answers: venueBody,
    handler: async ({ user: { userId }, path, body }) => {
      const venue = await deps.store.venues.updateForPromoter(userId, path.id, given(body));
      if (!venue) throw new AppError('not-found', 'venue-not-found', 'There is no such venue.');
      for (const { eventId } of await deps.store.events.listOpenWith(
        userId,
        { venueId: venue.venueId },
        deps.now(),
      )) {
        const decide = (event: Parameters<typeof moveEvent>[0]) =>
          moveEvent(event, { venueId: venue.venueId, location: toLocation(venue) });
        await changeEvent(deps, { promoterId: userId, eventId, decide });
      }
      return { status: 200, body: toVenueBody(venue) };
    },
  });
