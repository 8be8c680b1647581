import { route } from '@turnout/common/http';
import { z } from 'zod';

export interface ClientConfig {
  publishableKey: string;
  /** Null with real Stripe; else where browsers reach the provider that stands in for it. */
  apiBase: string | null;
}

export const getConfig = (deps: { stripe: ClientConfig }) =>
  route({
    method: 'get',
    path: '/api/payments/config',
    summary: 'What a browser needs to know to pay',
    access: 'anyone',
    answers: z.object({
      methods: z.array(z.enum(['card', 'free'])),
      stripe: z.object({ publishableKey: z.string(), apiBase: z.string().nullable() }),
    }),
    async handler() {
      return { status: 200, body: { methods: ['card', 'free'], stripe: deps.stripe } };
    },
  });
