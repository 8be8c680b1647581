import type { EventLocation } from './event.ts';

/** A place a promoter uses again and again. */
export interface Venue {
  venueId: string;
  promoterId: string;
  name: string;
  address: string | null;
  city: string | null;
  country: string | null;
}

export function toLocation({ name, address, city, country }: Venue): EventLocation {
  return { name, address, city, country };
}
