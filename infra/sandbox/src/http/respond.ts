/** How answers leave: JSON with a request id, or, under the timeout fault, not at all. */
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { StripeError } from '../domain/stripe-error.ts';
import type { Faults } from '../faults.ts';

export async function sendAnswer(
  res: Response,
  answer: { status: number; body: unknown },
  faults: Faults,
): Promise<void> {
  const holdMs = faults.takeTimeout(res.req.path);
  if (holdMs === null) {
    res.status(answer.status).json(answer.body);
    return;
  }
  const timer = setTimeout(() => res.socket?.destroy(), holdMs);
  res.on('close', () => clearTimeout(timer));
}

export function sendError(res: Response, status: number, body: unknown): void {
  res.status(status).json(body);
}

export function requestIds(newId: (prefix: string) => string, apiVersion: string): RequestHandler {
  return (_req, res, next) => {
    const requestId = newId('req');
    res.locals['requestId'] = requestId;
    res.set({ 'Request-Id': requestId, 'Stripe-Version': apiVersion, 'Cache-Control': 'no-cache, no-store' });
    next();
  };
}

export const unknownUrl: RequestHandler = (req) => {
  throw new StripeError(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${req.method}: ${req.path}). The sandbox speaks only the part of the API that Turnout uses.`,
  });
};

/** Stripe's shape for every error; an unknown one is logged and answered without its text. */
function answerError(...[error, , res, next]: Parameters<ErrorRequestHandler>): void {
  if (res.headersSent) {
    next(error);
    return;
  }
  if (error instanceof StripeError) {
    const { payment_intent: _, ...body } = error.body;
    sendError(res, error.status, { error: body });
    return;
  }
  const status = statusOf(error);
  if (status < 500) {
    const message = 'The body of the request could not be read.';
    sendError(res, status, { error: { type: 'invalid_request_error', message } });
    return;
  }
  console.error('the sandbox failed', error);
  sendError(res, 500, { error: { type: 'api_error', message: 'An unknown error occurred.' } });
}

/** Express knows an error handler by its four parameters. */
export const errorHandler: ErrorRequestHandler = Object.defineProperty(answerError, 'length', { value: 4 });

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
