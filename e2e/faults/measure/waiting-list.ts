// A hundred join the waiting list at once; ten places come back while a hundred others try to snatch them.
import { setTimeout as pause } from 'node:timers/promises';
import type { Request } from '../load/ask.ts';
import type { PlacedOrder } from '../load/ledger.ts';
import { hexId, openShop } from '../load/shop.ts';
import type { Person } from '../stack/tokens.ts';
import { withScene } from './scene.ts';

const capacity = 10;
const crowd = 100;

interface WaitingRow {
  _id: string;
  userId: string;
  status: string;
  joinedAt: string;
}

export function waitingList(snapshot: string): Promise<{ ok: boolean; text: string }> {
  return withScene({ snapshot, options: { replicas: { orders: 2 } } }, async ({ stack, asking, watch }) => {
    const types = [{ name: 'Standing', priceCents: 2_500, capacity }];
    const { eventId, types: onSale } = await openShop(stack, asking, { holdMinutes: 10, types });
    const ticketTypeId = onSale[0]?.ticketTypeId ?? '';
    const people = (count: number) =>
      Array.from({ length: count }, () => stack.mint(`b${hexId().slice(1)}`, 'customer'));
    const ask = <T>(
      { userId, token }: Person,
      request: Pick<Request, 'method' | 'body'> & { path: string },
    ) =>
      asking.untilKnown<T>({
        who: userId,
        token,
        method: request.method,
        url: `${stack.url}${request.path}`,
        timeoutMs: 60_000,
        ...(request.method === 'POST' ? { idempotencyKey: hexId() } : {}),
        ...(request.body ? { body: request.body } : {}),
      });
    const order = { eventId, items: [{ ticketTypeId, quantity: 1 }] };
    const buy = (buyer: Person) =>
      ask<PlacedOrder>(buyer, { method: 'POST', path: '/api/orders', body: order });
    const holders = people(capacity);
    const held = await Promise.all(holders.map(buy));
    const wish = { eventId, ticketTypeId, quantity: 1 };
    const waiters = people(crowd);
    await Promise.all(
      waiters.map((who) => ask(who, { method: 'POST', path: '/api/waiting-list', body: wish })),
    );
    const cancel = async (answer: (typeof held)[number], index: number): Promise<void> => {
      const holder = holders[index];
      if (answer.kind === 'ok' && holder)
        await ask(holder, { method: 'DELETE', path: `/api/orders/${answer.body.id}` });
    };
    const [snatched] = await Promise.all([Promise.all(people(crowd).map(buy)), ...held.map(cancel)]);
    await pause(1_000);
    await watch.caughtUp();
    const rows = await stack.mongo
      .db('turnout-orders')
      .collection<WaitingRow>('waiting_list')
      .find({})
      .toArray();
    const inLine = rows.sort((left, right) =>
      left.joinedAt + left._id < right.joinedAt + right._id ? -1 : 1,
    );
    const offered = rows.filter(({ status }) => status === 'offered').length;
    const inOrder = inLine.slice(0, offered).every(({ status }) => status === 'offered');
    const stolen = snatched.filter((answer) => answer.kind === 'ok').length;
    const [violation] = watch.violations;
    const ok = inLine.length === crowd && offered === capacity && inOrder && stolen === 0 && !violation;
    const text = `${inLine.length} of ${crowd} joined at once, ${capacity} places came back while ${crowd} others tried to order: ${offered} offers, ${inOrder ? 'to those first in line' : 'NOT in the order of joining'}, ${stolen} went to others${violation ? `; ${violation}` : ''}`;
    return { ok, text };
  });
}
