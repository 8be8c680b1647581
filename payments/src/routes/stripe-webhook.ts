import { AppError } from '@turnout/common/errors';
import { param, route } from '@turnout/common/http';
import { z } from 'zod';
import type { NoticeReader } from '../domain/ports.ts';
import type { HearNotice } from '../work/hear-notice.ts';

export const stripeWebhook = (deps: { notices: NoticeReader; hearNotice: HearNotice }) =>
  route({
    method: 'post',
    path: '/api/payments/webhooks/stripe',
    summary: 'Where the provider tells what became of a payment; signed',
    access: 'own',
    headers: { 'stripe-signature': param.text({ max: 5_000 }).optional() },
    rawBody: { type: 'application/json', limitBytes: 1_000_000 },
    answers: z.object({ received: z.literal(true) }),
    async handler({ request, headers }) {
      const signature = headers['stripe-signature'];
      const bytes: unknown = request.body;
      if (signature === undefined || !Buffer.isBuffer(bytes)) {
        throw new AppError('bad-request', 'signature-invalid', 'The signature does not fit the body.');
      }
      await deps.hearNotice(deps.notices.read(bytes, signature));
      return { status: 200, body: { received: true } };
    },
  });
