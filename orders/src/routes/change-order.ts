import { AppError } from '@turnout/common/errors';
import { param, route } from '@turnout/common/http';
import { buyerMayRefund } from '../domain/refund.ts';
import { attendeesBody, orderAnswer, refundBody, toAnswer } from './bodies.ts';
import type { RouteDeps } from './deps.ts';
import { noSuchOrder } from './read-orders.ts';

const byId = { id: param.id() };

export const cancelOrder = ({ orders, ledger }: RouteDeps) =>
  route({
    method: 'delete',
    path: '/api/orders/:id',
    summary: 'Give up an order that is not paid',
    access: 'user',
    params: byId,
    async handler({ user, path }) {
      const order = await orders.findForUser(user.userId, path.id);
      if (!order) throw noSuchOrder();
      // The second click finds it cancelled already, which is what it asked for.
      if (order.status !== 'cancelled')
        await ledger.execute(order.eventId, { kind: 'cancel', orderId: order.orderId });
      return { status: 204 };
    },
  });

export const nameAttendees = ({ orders, ledger, now }: RouteDeps) =>
  route({
    method: 'patch',
    path: '/api/orders/:id/attendees',
    summary: 'Say who comes',
    access: 'user',
    params: byId,
    body: attendeesBody,
    answers: orderAnswer,
    async handler({ user, path, body }) {
      const order = await orders.findForUser(user.userId, path.id);
      if (!order) throw noSuchOrder();
      const { order: changed } = await ledger.execute(order.eventId, {
        kind: 'name-attendees',
        orderId: order.orderId,
        attendees: body,
      });
      return { status: 200, body: toAnswer(changed ?? order, now()) };
    },
  });

export const refundOrder = (deps: RouteDeps) =>
  route({
    method: 'post',
    path: '/api/orders/:id/refund',
    summary: 'Give tickets and their money back',
    access: 'user',
    params: byId,
    body: refundBody,
    idempotent: true,
    answers: orderAnswer,
    async handler({ user, path, body }) {
      const { orders, copies, ledger, now, newId } = deps;
      const order = await orders.findVisible(user.userId, path.id);
      if (!order) throw noSuchOrder();
      const isPromoter = order.promoterId === user.userId;
      if (!isPromoter && !buyerMayRefund(await copies.findEvent(order.eventId), now())) {
        throw new AppError(
          'forbidden',
          'refund-not-allowed',
          'This event does not allow refunds now. Please ask its promoter.',
        );
      }
      const reason = body.reason ?? (isPromoter ? 'refunded-by-promoter' : 'returned-by-buyer');
      const request = { refundId: newId(), ticketIds: body.ticketIds, reason };
      const { order: changed } = await ledger.execute(order.eventId, {
        kind: 'refund',
        orderId: order.orderId,
        request,
      });
      return { status: 200, body: toAnswer(changed ?? order, now()) };
    },
  });
