// A thousand buyers in one instant on a hundred tickets, through two replicas of orders.
import { hexId, openShop } from '../load/shop.ts';
import type { PlacedOrder } from '../load/ledger.ts';
import { withScene } from './scene.ts';

const buyers = 1_000;
const capacity = 100;

export function stampede(snapshot: string): Promise<{ ok: boolean; text: string }> {
  return withScene({ snapshot, options: { replicas: { orders: 2 } } }, async ({ stack, watch, asking }) => {
    const types = [{ name: 'Standing', priceCents: 2_500, capacity }];
    const shop = await openShop(stack, asking, { holdMinutes: 10, types });
    const ticketTypeId = shop.types[0]?.ticketTypeId ?? '';
    const people = Array.from({ length: buyers }, () => stack.mint(`b${hexId().slice(1)}`, 'customer'));
    const startedAt = performance.now();
    const answers = await Promise.all(
      people.map(({ userId, token }) =>
        asking.untilKnown<PlacedOrder>({
          who: userId,
          method: 'POST',
          url: `${stack.url}/api/orders`,
          token,
          idempotencyKey: hexId(),
          timeoutMs: 60_000,
          body: { eventId: shop.eventId, items: [{ ticketTypeId, quantity: 1 }] },
        }),
      ),
    );
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    await watch.caughtUp();
    const placed = answers.filter((answer) => answer.kind === 'ok').length;
    const soldOut = answers.filter(
      (answer) => answer.kind === 'refused' && answer.code === 'sold-out',
    ).length;
    const kept = await stack.mongo
      .db('turnout-orders')
      .collection('orders')
      .countDocuments({ eventId: shop.eventId });
    const [violation] = watch.violations;
    const ok = placed === capacity && kept === capacity && soldOut === buyers - capacity && !violation;
    const sums = violation ?? `the stock added up at each of its ${watch.commits()} commits`;
    const text = `${buyers} buyers at once on ${capacity} tickets, two replicas of orders: ${placed} orders (${kept} kept), ${soldOut} refused as sold out, in ${seconds} s; ${sums}`;
    return { ok, text };
  });
}
