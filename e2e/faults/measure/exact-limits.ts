// A hundred requests at once on what may happen only so often: uses of a promo code, tickets of one customer.
import { setTimeout as pause } from 'node:timers/promises';
import type { PlacedOrder } from '../load/ledger.ts';
import { hexId, openShop } from '../load/shop.ts';
import type { Shop } from '../load/shop.ts';
import type { Person } from '../stack/tokens.ts';
import { withScene } from './scene.ts';
import type { Scene } from './scene.ts';

const requests = 100;
const maxUses = 7;
const maxTickets = 4;

export function exactLimits(snapshot: string): Promise<{ ok: boolean; text: string }> {
  return withScene({ snapshot, options: { replicas: { orders: 2 } } }, async (scene) => {
    const { stack, asking, watch } = scene;
    const shop = await openShop(stack, asking, {
      holdMinutes: 10,
      maxTicketsPerCustomer: maxTickets,
      types: [
        { name: 'Standing', priceCents: 2_500, capacity: 1_000 },
        { name: 'Guest list', priceCents: 0, capacity: 1_000 },
      ],
      promoCode: { percentOff: 50, maxUses },
    });
    const [paid, free] = shop.types.map((type) => type.ticketTypeId) as [string, string];
    const withCode = await manyAtOnce(
      { scene, shop },
      { items: [{ ticketTypeId: paid, quantity: 1 }], promoCode: shop.promoCode },
    );
    const one = stack.mint(`b${hexId().slice(1)}`, 'customer');
    const perRound: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const orders = await manyAtOnce(
        { scene, shop, buyer: one },
        { items: [{ ticketTypeId: free, quantity: 2 }] },
      );
      perRound.push(orders.length);
      for (const orderId of orders) await payFree(scene, { orderId, buyer: one });
    }
    await watch.caughtUp();
    const used = await stack.mongo
      .db('turnout-orders')
      .collection('orders')
      .countDocuments({ promoCode: shop.promoCode });
    const [violation] = watch.violations;
    const isExact = withCode.length === maxUses && used === maxUses && perRound.join() === '1,1,0';
    const text = `${requests} orders at once with a promo code for ${maxUses} uses: ${withCode.length} placed, ${used} kept; one customer with a limit of ${maxTickets}, ${requests} orders of 2 tickets at once, paid, three times over: ${perRound.join(', ')} placed, ${2 * perRound.reduce((sum, count) => sum + count, 0)} tickets${violation ? `; ${violation}` : ''}`;
    return { ok: isExact && !violation, text };
  });
}

/** The ids of the orders that came out of a hundred requests, by as many buyers or by one. */
async function manyAtOnce(
  { scene, shop, buyer }: { scene: Scene; shop: Shop; buyer?: Person },
  wish: object,
): Promise<string[]> {
  const { stack, asking } = scene;
  const answers = await Promise.all(
    Array.from({ length: requests }, () => {
      const { userId, token } = buyer ?? stack.mint(`b${hexId().slice(1)}`, 'customer');
      return asking.untilKnown<PlacedOrder>({
        who: userId,
        method: 'POST',
        url: `${stack.url}/api/orders`,
        token,
        body: { eventId: shop.eventId, ...wish },
        idempotencyKey: hexId(),
        timeoutMs: 60_000,
      });
    }),
  );
  return [...new Set(answers.flatMap((answer) => (answer.kind === 'ok' ? [answer.body.id] : [])))];
}

async function payFree(
  { stack, asking }: Scene,
  { orderId, buyer }: { orderId: string; buyer: Person },
): Promise<void> {
  const request = {
    who: buyer.userId,
    method: 'POST' as const,
    url: `${stack.url}/api/payments`,
    token: buyer.token,
  };
  await asking.untilKnown({ ...request, body: { orderId, method: 'free' }, idempotencyKey: hexId() });
  const deadline = Date.now() + 30_000;
  const find = () =>
    stack.mongo
      .db('turnout-orders')
      .collection<{ _id: string }>('orders')
      .findOne({ _id: orderId, status: 'completed' });
  while (!(await find()) && Date.now() < deadline) await pause(100);
}
