import { mongoConfig } from '@turnout/common/runtime';
import { z } from 'zod';

/** `STRIPE_API_BASE` is empty with real Stripe; `STRIPE_PUBLIC_API_BASE` is the same server as browsers reach it. */
export const paymentsConfig = mongoConfig.extend({
  STRIPE_SECRET_KEY: z.string().min(1),
  STRIPE_PUBLISHABLE_KEY: z.string().min(1),
  STRIPE_WEBHOOK_SECRET: z.string().min(1),
  STRIPE_API_BASE: z.url().optional(),
  STRIPE_PUBLIC_API_BASE: z.url().optional(),
  RECONCILE_SECONDS: z.coerce.number().min(0.1).max(3_600).default(30),
});
