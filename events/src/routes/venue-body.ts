import { z } from 'zod';
import type { Venue } from '../domain/venue.ts';

export const venueBody = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
});

export function toVenueBody({ venueId, promoterId: _owner, ...venue }: Venue): z.infer<typeof venueBody> {
  return { id: venueId, ...venue };
}
