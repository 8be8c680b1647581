import { route } from '@turnout/common/http';
import { z } from 'zod';
import type { StartPayment } from '../work/start-payment.ts';

const body = z.strictObject({
  orderId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be an id'),
  method: z.enum(
    ['card', 'paypal', 'bank_transfer', 'free'],
    'must be one of card, paypal, bank_transfer, free',
  ),
});

const answer = z.object({
  id: z.string(),
  orderId: z.string(),
  status: z.enum(['created', 'completed', 'failed', 'refunded']),
  provider: z.string(),
  providerId: z.string(),
  clientSecret: z.string().optional(),
});

export const startPaymentRoute = (deps: { startPayment: StartPayment }) =>
  route({
    method: 'post',
    path: '/api/payments',
    summary: 'Start the payment of an order, or go on with it',
    access: 'user',
    idempotent: true,
    body,
    answers: answer,
    async handler({ user, body: { orderId, method } }) {
      const { charge, clientSecret } = await deps.startPayment({ userId: user.userId, orderId, method });
      const { chargeId: id, status, provider, providerId } = charge;
      const secret = clientSecret === null ? {} : { clientSecret };
      return { status: 201, body: { id, orderId, status, provider, providerId, ...secret } };
    },
  });
