import { AppError } from '@turnout/common/errors';
import { decodeCursor, pageQuery, param, route, toPage } from '@turnout/common/http';
import { chargeState } from '@turnout/common/messages';
import { z } from 'zod';
import type { Charge } from '../domain/charge.ts';
import type { OrderCopyStore } from '../store/order-copy.store.ts';
import type { PaymentStore } from '../store/payment.store.ts';

const answer = z.object({
  id: z.string(),
  ...chargeState.omit({ chargeId: true, version: true, userId: true, failure: true }).shape,
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
});

export const listCharges = (deps: { orders: OrderCopyStore; payments: PaymentStore }) =>
  route({
    method: 'get',
    path: '/api/payments',
    summary: 'The charges of an order, for its buyer and its promoter, in the order they were made',
    access: 'user',
    query: { orderId: param.id(), ...pageQuery },
    answers: z.object({ items: z.array(answer), nextCursor: z.string().nullable() }),
    async handler({ user, query: { orderId, limit, cursor } }) {
      const order = await deps.orders.findForReader(user.userId, orderId);
      if (!order) throw new AppError('not-found', 'order-not-found', 'There is no such order.');
      const afterChargeId = cursor === undefined ? null : String(decodeCursor(cursor, 1)[0]);
      const found = await deps.payments.listForOrder(orderId, { afterChargeId, limit: limit + 1 });
      const page = toPage(found, { limit, positionOf: ({ chargeId }) => [chargeId] });
      return { status: 200, body: { ...page, items: page.items.map(toView) } };
    },
  });

function toView(charge: Charge) {
  const {
    chargeId: id,
    failure,
    version: _version,
    userId: _user,
    attemptId: _attempt,
    createdAt,
    ...view
  } = charge;
  const why = failure && { code: failure.code, message: failure.message };
  return { id, ...view, failure: why, createdAt: createdAt.toISOString() };
}
