// A promoter's performers: theirs to see and change, public only on an event's programme.
import { AppError } from '@turnout/common/errors';
import { decodeCursor, field, given, pageQuery, param, route, toPage } from '@turnout/common/http';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { webUrl } from './fields.ts';
import { performerBody, toPerformerBody } from './performer-body.ts';
import { refreshSearchText } from './write-event.ts';

const fields = {
  name: field.line(200),
  description: field.text(5_000).nullable().optional(),
  imageUrl: webUrl.nullable().optional(),
  websiteUrl: webUrl.nullable().optional(),
};

export const listPerformers = (deps: Pick<Deps, 'store'>) =>
  route({
    method: 'get',
    path: '/api/performers',
    summary: "A promoter's performers",
    access: 'promoter',
    query: pageQuery,
    answers: z.object({ items: z.array(performerBody), nextCursor: z.string().nullable() }),
    handler: async ({ user, query: { limit, cursor } }) => {
      const afterId = cursor === undefined ? undefined : String(decodeCursor(cursor, 1)[0]);
      const found = await deps.store.performers.listForPromoter(user.userId, { limit, afterId });
      const page = toPage(found, { limit, positionOf: (performer) => [performer.performerId] });
      return { status: 200, body: { ...page, items: page.items.map(toPerformerBody) } };
    },
  });

export const createPerformer = (deps: Deps) =>
  route({
    method: 'post',
    path: '/api/performers',
    summary: 'Add a performer',
    access: 'promoter',
    body: z.strictObject(fields),
    answers: performerBody,
    handler: async ({ user, body }) => {
      const { name, description = null, imageUrl = null, websiteUrl = null } = body;
      const performer = {
        performerId: deps.newId(),
        promoterId: user.userId,
        name,
        description,
        imageUrl,
        websiteUrl,
      };
      await deps.store.performers.insert(performer);
      return { status: 201, body: toPerformerBody(performer) };
    },
  });

export const editPerformer = (deps: Deps) =>
  route({
    method: 'patch',
    path: '/api/performers/:id',
    summary: 'Change a performer',
    access: 'promoter',
    params: { id: param.id() },
    body: z.strictObject(fields).partial(),
    answers: performerBody,
    handler: async ({ user: { userId }, path, body }) => {
      const performer = await deps.store.performers.updateForPromoter(userId, path.id, given(body));
      if (!performer) throw new AppError('not-found', 'performer-not-found', 'There is no such performer.');
      const events = await deps.store.events.listOpenWith(
        userId,
        { performerIds: performer.performerId },
        deps.now(),
      );
      for (const event of events) await refreshSearchText(deps, event);
      return { status: 200, body: toPerformerBody(performer) };
    },
  });
