import { AppError, isAppError } from './app-error.ts';
import type { ErrorBody } from './app-error.ts';

/** What is answered while the database or the network is away: nothing was decided, so the same request may be sent again. */
export const outageAnswer = new AppError(
  'unavailable',
  'temporarily-unavailable',
  'This is not possible right now. Please try again in a moment.',
  { retryAfterSeconds: 2 },
);

/** The body for any thrown value; an unexpected one becomes a fixed text that holds no internals. */
export function toErrorBody(error: unknown): { status: number; body: ErrorBody } {
  if (isAppError(error)) return { status: error.status, body: { errors: error.details } };
  const message = 'Something went wrong on our side. Please try again.';
  return { status: 500, body: { errors: [{ message, code: 'internal' }] } };
}
