// What all tickets of one event share: their currency and the key that signs them.
import { AppError } from '@turnout/common/errors';
import type { EventState, TicketTypeState } from '@turnout/common/messages';

export interface EventSale {
  eventId: string;
  currency: string;
  keyId: number;
  /** base64url of the raw 32 bytes, as is the private one before it was sealed. */
  publicKey: string;
  sealedPrivateKey: string;
}

/** The copy of an event that tickets need. */
export interface SoldEvent {
  eventId: string;
  version: number;
  slug: string;
  promoterId: string;
  name: string;
  status: EventState['status'];
  startsAt: Date;
  endsAt: Date;
  timezone: string;
  location: EventState['location'];
  imageUrl: string | null;
}

export function toSoldEvent(state: EventState): SoldEvent {
  const { eventId, version, slug, promoterId, name, status, timezone, location, imageUrl } = state;
  const times = { startsAt: new Date(state.startsAt), endsAt: new Date(state.endsAt) };
  return { eventId, version, slug, promoterId, name, status, ...times, timezone, location, imageUrl };
}

export function signingKeyOf({ keyId, publicKey }: EventSale): TicketTypeState['signingKey'] {
  return { keyId, publicKey };
}

/** One order is one payment, so one event sells in one currency. */
export function refuseOtherCurrency(sale: EventSale, currency: string): void {
  if (sale.currency === currency) return;
  const message = `The tickets of this event are sold in ${sale.currency}.`;
  throw new AppError('conflict', 'currency-mismatch', message, {
    field: 'currency',
    facts: { currency: sale.currency },
  });
}

/** Nothing about sales changes after the end. */
export function refuseOver(event: SoldEvent, now: Date): void {
  if (event.status === 'cancelled')
    throw new AppError('conflict', 'event-cancelled', 'The event is cancelled.');
  if (event.endsAt <= now) throw new AppError('conflict', 'event-ended', 'The event is over.');
}
