/** Errors as Stripe words them: one class, with constructors for the kinds that more than one rule needs. */
import type { PaymentIntent, StripeErrorBody } from './objects.ts';

export class StripeError extends Error {
  readonly status: number;
  readonly body: StripeErrorBody;

  constructor(status: number, body: StripeErrorBody) {
    super(body.message);
    this.status = status;
    this.body = withDocUrl(body);
  }
}

export function withDocUrl(body: StripeErrorBody): StripeErrorBody {
  if (!body.code) return body;
  return { ...body, doc_url: `https://stripe.com/docs/error-codes/${body.code.replaceAll('_', '-')}` };
}

export function invalidRequest(
  message: string,
  details: { code?: string; param?: string } = {},
): StripeError {
  return new StripeError(400, { type: 'invalid_request_error', message, ...details });
}

export function unexpectedState(message: string, intent: PaymentIntent): StripeError {
  return new StripeError(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message,
    payment_intent: intent,
  });
}

/** `status` is 404 for an id in the path, 400 for one in a parameter, as Stripe answers. */
export function noSuch(object: string, id: string, at: { status: 400 | 404; param: string }): StripeError {
  return new StripeError(at.status, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${object}: '${id}'`,
    param: at.param,
  });
}
