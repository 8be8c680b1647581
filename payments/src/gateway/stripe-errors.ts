// What can go wrong with Stripe, as the few kinds that a caller acts on.
import StripeSdk from 'stripe';
import { GatewayError } from '../domain/ports.ts';

/** Runs a call; whatever it throws comes out as a GatewayError. */
export async function guarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof GatewayError ? error : toGatewayError(error);
  }
}

/** stripe-node hands out any JSON without an `error`, also a proxy's 502: an answer is one only if it is what was asked for. */
export function checked<T extends { object: string }>(answer: T, object: string): T {
  const given = answer as { object?: unknown; id?: unknown };
  if (given.object === object && (object === 'list' || typeof given.id === 'string')) return answer;
  throw new GatewayError('unavailable', `the provider answered something that is no ${object}`);
}

function toGatewayError(error: unknown): GatewayError {
  if (!(error instanceof StripeSdk.errors.StripeError)) {
    return new GatewayError('unavailable', 'the provider could not be asked', { cause: error });
  }
  const message = `${error.type}: ${error.message}`;
  if (error.code === 'payment_intent_unexpected_state') return unexpectedState(error, message);
  if (
    error instanceof StripeSdk.errors.StripeInvalidRequestError ||
    error instanceof StripeSdk.errors.StripeCardError
  ) {
    return new GatewayError('refused', message, { cause: error });
  }
  if (error instanceof StripeSdk.errors.StripeIdempotencyError && error.statusCode === 400) {
    return new GatewayError('refused', message, { cause: error });
  }
  const keySpent = error.statusCode !== undefined && error.statusCode >= 500;
  return new GatewayError('unavailable', message, { keySpent, cause: error });
}

function unexpectedState(
  error: InstanceType<typeof StripeSdk.errors.StripeError>,
  message: string,
): GatewayError {
  const status = error.payment_intent?.status;
  if (status === 'succeeded') return new GatewayError('already-succeeded', message, { cause: error });
  if (status === 'canceled') return new GatewayError('already-canceled', message, { cause: error });
  return new GatewayError('refused', message, { cause: error });
}
