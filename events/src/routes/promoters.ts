// Who puts events on: a public page, written by the promoter.
import { AppError } from '@turnout/common/errors';
import { field, given, param, route } from '@turnout/common/http';
import { z } from 'zod';
import type { PromoterProfile } from '../domain/promoter.ts';
import type { Deps } from '../deps.ts';
import { webUrl } from './fields.ts';

const promoterBody = z.object({
  id: z.string(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  imageUrl: z.string().nullable(),
  websiteUrl: z.string().nullable(),
});

export const getPromoter = (deps: Pick<Deps, 'store'>) =>
  route({
    method: 'get',
    path: '/api/promoters/:id',
    summary: "A promoter's public profile",
    access: 'anyone',
    params: { id: param.id() },
    answers: promoterBody,
    handler: async ({ path }) => ({ status: 200, body: await bodyOf(deps, path.id) }),
  });

export const editPromoter = (deps: Pick<Deps, 'store'>) =>
  route({
    method: 'patch',
    path: '/api/promoters/:id',
    summary: 'Change your own public profile',
    access: 'promoter',
    params: { id: param.id() },
    body: z.strictObject({
      name: field.line(200).optional(),
      description: field.text(5_000).nullable().optional(),
      imageUrl: webUrl.nullable().optional(),
      websiteUrl: webUrl.nullable().optional(),
    }),
    answers: promoterBody,
    handler: async ({ user, path, body }) => {
      if (path.id !== user.userId) throw noSuchPromoter();
      await deps.store.promoters.updateProfile(path.id, given(body));
      return { status: 200, body: await bodyOf(deps, path.id) };
    },
  });

async function bodyOf(
  { store }: Pick<Deps, 'store'>,
  promoterId: string,
): Promise<z.infer<typeof promoterBody>> {
  const profile = await store.promoters.find(promoterId);
  if (!profile) throw noSuchPromoter();
  return toBody(profile);
}

function toBody({ promoterId, ...profile }: PromoterProfile): z.infer<typeof promoterBody> {
  return { id: promoterId, ...profile };
}

function noSuchPromoter(): AppError {
  return new AppError('not-found', 'promoter-not-found', 'There is no such promoter.');
}
