import type { RequestHandler } from 'express';

/** Lets a page of any origin call the routes that Stripe.js calls; the client secret is what protects them. */
export const browserAccess: RequestHandler = (req, res, next) => {
  res.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, Stripe-Version',
    'Access-Control-Expose-Headers': 'Request-Id, Idempotent-Replayed',
    'Access-Control-Max-Age': '300',
  });
  if (req.method === 'OPTIONS') res.status(204).end();
  else next();
};
