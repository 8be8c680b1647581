/** What a decision writes: rows to put and events to announce, committed together or not at all. */
import type { Charge, Dispute, EventObject, PaymentIntent, Refund, StoredPaymentMethod } from './objects.ts';
import type { StripeErrorBody } from './objects.ts';

/** Time and randomness, passed in so that tests pin them. `now` is in seconds, as in Stripe's objects. */
export interface Context {
  now: number;
  newId: (prefix: string) => string;
}

export interface EventDraft {
  type: string;
  object: EventObject;
  previous?: Record<string, unknown>;
}

export interface Change {
  intent?: PaymentIntent;
  charge?: Charge;
  refund?: Refund;
  dispute?: Dispute;
  method?: StoredPaymentMethod;
  events: EventDraft[];
  /** Set when the card was refused: the change is kept and the caller is answered 402 with this. */
  declined?: StripeErrorBody;
}
