import type { EventState, WaitingListState } from '@turnout/common/messages';
import type { MailContent } from './mail.ts';
import { toMail } from './mail.ts';
import { momentIn, whenItStarts, whereItIs } from './times-and-places.ts';

export type MailedWaiting = Pick<
  WaitingListState,
  'eventId' | 'eventName' | 'ticketTypeName' | 'quantity' | 'status' | 'orderId' | 'offerExpiresAt'
>;

const newsForMs = 24 * 3_600_000;

/** Whether the tickets are still held: a mail that invites to pay for what is gone only angers. */
export function isStillOffered({ status, orderId, offerExpiresAt }: MailedWaiting, now: Date): boolean {
  return (
    status === 'offered' &&
    orderId !== null &&
    offerExpiresAt !== null &&
    Date.parse(offerExpiresAt) > now.getTime()
  );
}

/** Whether the end of an offer is worth a mail: states may be old when this service is new, or told again. */
export function isFreshlyLapsed({ status, offerExpiresAt }: MailedWaiting, now: Date): boolean {
  return (
    status === 'lapsed' && offerExpiresAt !== null && now.getTime() - Date.parse(offerExpiresAt) < newsForMs
  );
}

interface Offer {
  entry: MailedWaiting;
  event: Pick<EventState, 'name' | 'startsAt' | 'timezone' | 'location'>;
  publicUrl: string;
}

export function waitingOffer({ entry, event, publicUrl }: Offer): MailContent {
  const { offerExpiresAt, orderId, quantity, ticketTypeName } = entry;
  const until = offerExpiresAt ? momentIn(offerExpiresAt, event.timezone) : '';
  const place = whereItIs(event.location);
  return toMail({
    subject: `Your turn: tickets for ${event.name}`,
    lines: [
      `Tickets are held for you until ${until}.`,
      `${event.name}: ${whenItStarts(event)}${place ? `, ${place}` : ''}.`,
      'Pay before that time and they are yours; after it they go to the next in line.',
    ],
    rows: [['Held for you', `${quantity} × ${ticketTypeName}`]],
    button: { label: 'Pay now', url: `${publicUrl}/orders/${orderId}/checkout` },
    footer: `Order ${orderId}. You get this mail because you joined the waiting list at Turnout.`,
  });
}

export function waitingLapsed({ entry, publicUrl }: Omit<Offer, 'event'>): MailContent {
  const { eventId, eventName, quantity, ticketTypeName } = entry;
  return toMail({
    subject: `Your offer for ${eventName} has ended`,
    lines: [
      `The ${quantity} × ${ticketTypeName} that we held for you were not paid in time, so the offer has gone to the next in line. You were not charged.`,
      'Still want to come? Join the waiting list again, or see what else is left.',
    ],
    button: { label: 'See the event', url: `${publicUrl}/events/${eventId}` },
    footer: 'You get this mail because you joined the waiting list at Turnout.',
  });
}
