import { z } from 'zod';
import type { Performer } from '../domain/performer.ts';

export const performerBody = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  imageUrl: z.string().nullable(),
  websiteUrl: z.string().nullable(),
});

export function toPerformerBody({
  performerId,
  promoterId: _owner,
  ...performer
}: Performer): z.infer<typeof performerBody> {
  return { id: performerId, ...performer };
}
