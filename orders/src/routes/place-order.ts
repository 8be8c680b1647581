import { setTimeout as pause } from 'node:timers/promises';
import { route } from '@turnout/common/http';
import { soldOut } from '../domain/place-order.ts';
import { orderAnswer, placeOrderBody, toAnswer } from './bodies.ts';
import type { RouteDeps } from './deps.ts';

const copyWaitMs = 2_000;
const copyPollMs = 50;

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
      await awaitCopies(deps, body);
      const order = await deps.ledger.execute(body.eventId, {
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

/** An event put on sale a moment ago may not have reached this service: give its messages a little time before saying 404. */
async function awaitCopies(
  { copies, board }: RouteDeps,
  body: { eventId: string; items: { ticketTypeId: string }[] },
): Promise<void> {
  const ticketTypeIds = body.items.map((item) => item.ticketTypeId);
  const known = new Set(board.inventoryOf(body.eventId)?.types.map((stock) => stock.ticketTypeId));
  if (ticketTypeIds.every((ticketTypeId) => known.has(ticketTypeId))) return;
  const deadline = performance.now() + copyWaitMs;
  while (!(await copies.knowsOnSale(body.eventId, ticketTypeIds)) && performance.now() < deadline)
    await pause(copyPollMs);
}
