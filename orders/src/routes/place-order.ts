import { route } from '@turnout/common/http';
import { soldOut } from '../domain/place-order.ts';
import { awaitCopies } from './await-copies.ts';
import { orderAnswer, placeOrderBody, toAnswer } from './bodies.ts';
import type { RouteDeps } from './deps.ts';

export const placeOrder = (deps: RouteDeps) =>
  route({
    method: 'post',
    path: '/api/orders',
    summary: 'Hold tickets for a few minutes',
    access: 'user',
    body: placeOrderBody,
    idempotent: true,
    answers: orderAnswer,
    /** A sold-out refusal costs no database call. */
    guard({ user, body }) {
      const { eventId, items, replaceOpenOrder } = body;
      const short = replaceOpenOrder
        ? undefined
        : deps.board.surelyShort({ eventId, userId: user.userId, wanted: items });
      const inventory = short && deps.board.inventoryOf(eventId);
      if (short && inventory) throw soldOut(inventory, short.ticketTypeId);
    },
    async handler({ user, body, idempotencyKey }) {
      const ticketTypeIds = body.items.map((item) => item.ticketTypeId);
      await awaitCopies(deps, { eventId: body.eventId, ticketTypeIds });
      const { order } = await deps.ledger.execute(body.eventId, {
        kind: 'place',
        request: {
          userId: user.userId,
          userEmail: user.email,
          eventId: body.eventId,
          items: body.items,
          promoCode: body.promoCode ?? null,
          attendees: body.attendees ?? [],
          replaceOpenOrder: body.replaceOpenOrder ?? false,
          requestKey: idempotencyKey ?? null,
        },
      });
      if (!order) throw new Error('the ledger placed no order');
      return {
        status: 201,
        body: toAnswer(order, deps.now()),
        headers: { Location: `/api/orders/${order.orderId}` },
      };
    },
  });
