// Redis forgets everything while 500 orders are open: all of them still end in time.
import { setTimeout as pause } from 'node:timers/promises';
import type { PlacedOrder } from '../load/ledger.ts';
import { hexId, openShop } from '../load/shop.ts';
import { redisCommand } from '../stack/redis-command.ts';
import { inParallel, latenessOf, percentile, withScene } from './scene.ts';

const orders = 500;
const allowedMs = 30_000;

export function flushAll(snapshot: string): Promise<{ ok: boolean; text: string }> {
  return withScene({ snapshot }, async ({ stack, watch, asking }) => {
    const types = [{ name: 'Standing', priceCents: 2_500, capacity: orders }];
    const shop = await openShop(stack, asking, { holdMinutes: 0.5, types });
    const ticketTypeId = shop.types[0]?.ticketTypeId ?? '';
    const body = { eventId: shop.eventId, items: [{ ticketTypeId, quantity: 1 }] };
    const people = Array.from({ length: orders }, () => stack.mint(`b${hexId().slice(1)}`, 'customer'));
    let placed = 0;
    await inParallel(people, 50, async ({ userId, token }) => {
      const request = { who: userId, method: 'POST' as const, url: `${stack.url}/api/orders`, token, body };
      const answer = await asking.untilKnown<PlacedOrder>({ ...request, idempotencyKey: hexId() });
      if (answer.kind === 'ok') placed += 1;
    });
    await pause(1_000);
    await redisCommand(stack.redisUrl, 'FLUSHALL');
    const open = await stack.mongo
      .db('turnout-orders')
      .collection('orders')
      .countDocuments({ status: 'draft' });
    const deadline = Date.now() + 30_000 + allowedMs + 5_000;
    while (watch.ends.size < placed && Date.now() < deadline) await pause(200);
    await watch.caughtUp();
    const { late, endedTwice } = latenessOf(watch);
    const max = late.at(-1) ?? Number.NaN;
    const [violation] = watch.violations;
    const ok =
      placed === orders && late.length === orders && endedTwice === 0 && max <= allowedMs && !violation;
    const text = `FLUSHALL on Redis with ${open} of ${placed} orders open: ${late.length} expired, each once, p99 ${percentile(late, 0.99)} ms and at most ${max} ms after their time${violation ? `; ${violation}` : ''}`;
    return { ok, text };
  });
}
