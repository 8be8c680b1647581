import { AppError } from '@turnout/common/errors';
import { decodeCursor, pageQuery, param, route, toPage } from '@turnout/common/http';
import { orderAnswer, toAnswer } from './bodies.ts';
import type { RouteDeps } from './deps.ts';

export const noSuchOrder = () => new AppError('not-found', 'order-not-found', 'There is no such order.');

export const showOrder = ({ orders, now }: RouteDeps) =>
  route({
    method: 'get',
    path: '/api/orders/:id',
    summary: 'One order of mine, or of my event',
    access: 'user',
    params: { id: param.id() },
    answers: orderAnswer,
    async handler({ user, path }) {
      const order = await orders.findVisible(user.userId, path.id);
      if (!order) throw noSuchOrder();
      return { status: 200, body: toAnswer(order, now()) };
    },
  });

export const listOrders = ({ orders, now }: RouteDeps) =>
  route({
    method: 'get',
    path: '/api/orders',
    summary: 'My orders, newest first',
    access: 'user',
    query: { ...pageQuery, eventId: param.id().optional() },
    async handler({ user, query }) {
      const [afterOrderId] = query.cursor ? decodeCursor(query.cursor, 1) : [];
      const found = await orders.listForUser(user.userId, {
        limit: query.limit,
        eventId: query.eventId,
        afterOrderId: afterOrderId === undefined ? undefined : String(afterOrderId),
      });
      const page = toPage(found, { limit: query.limit, positionOf: (order) => [order.orderId] });
      return { status: 200, body: { ...page, items: page.items.map((order) => toAnswer(order, now())) } };
    },
  });
