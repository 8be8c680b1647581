// What payments needs of a card provider, in its own words; `gateway` holds the adapter.

/** One refused attempt to pay an intent. `attemptId` is the provider's name for it: telling twice is telling once. */
export interface Decline {
  attemptId: string;
  code: string;
  message: string;
}

/** The provider's record of the money wanted for one order. `succeeded` and `canceled` are final. */
export interface Intent {
  intentId: string;
  status: 'open' | 'processing' | 'succeeded' | 'canceled';
  /** Lets a browser pay it; never stored, never logged. */
  clientSecret: string;
  capturedCents: number;
  /** Upper case, as everywhere in Turnout. */
  currency: string;
  /** From the metadata we gave it; null when the intent is not one of ours. */
  orderId: string | null;
  /** The latest refusal, until the next attempt. */
  decline: Decline | null;
}

export interface StartIntent {
  orderId: string;
  eventId: string;
  chargeId: string;
  amountCents: number;
  currency: string;
  /** The same key gives the same intent, however often it is asked for. */
  key: string;
}

export interface ProviderRefund {
  /** Our id of it; null for one made by hand at the provider. */
  refundId: string | null;
  amountCents: number;
  /** False when it was tried and the money came back. */
  stands: boolean;
}

export interface RefundRequest {
  intentId: string;
  refundId: string;
  amountCents: number;
}

/** Every function throws {@link GatewayError} and nothing else. */
export interface Gateway {
  start(request: StartIntent): Promise<Intent>;
  retrieve(intentId: string): Promise<Intent>;
  cancel(intentId: string): Promise<Intent>;
  /** Idempotent by `refundId` for a day; later, look at {@link Gateway.listRefunds} first. */
  refund(request: RefundRequest): Promise<ProviderRefund>;
  listRefunds(intentId: string): Promise<ProviderRefund[]>;
  /** Pages of the intents created since then, newest first. */
  listIntents(createdSince: Date): AsyncIterable<Intent[]>;
}

/** What a verified webhook says; what it is about is asked of the provider, so that late and reordered ones do no harm. */
export interface Notice {
  noticeId: string;
  type: string;
  intent: Intent | null;
  failedRefundId: string | null;
}

export interface NoticeReader {
  /** Throws an AppError `signature-invalid` for bytes that the provider did not sign. */
  read(body: Buffer, signature: string): Notice;
}

/**
 * `already-succeeded` and `already-canceled`: the intent is final, look at it. `refused`: the provider will not do this, ever.
 * `unavailable`: unknown whether it was done; the same call may be repeated.
 */
export type GatewayErrorKind = 'already-succeeded' | 'already-canceled' | 'refused' | 'unavailable';

export class GatewayError extends Error {
  readonly kind: GatewayErrorKind;
  /** The provider answered with a failure of its own, which it may repeat for this idempotency key. */
  readonly keySpent: boolean;

  constructor(
    kind: GatewayErrorKind,
    message: string,
    options: { keySpent?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'GatewayError';
    this.kind = kind;
    this.keySpent = options.keySpent ?? false;
  }
}

export function isFinal(intent: Pick<Intent, 'status'>): boolean {
  return intent.status === 'succeeded' || intent.status === 'canceled';
}
