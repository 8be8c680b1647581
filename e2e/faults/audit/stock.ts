// The stock of an event beside the sum over its orders: one must be the other, at every commit.
import { createHash } from 'node:crypto';
import { givenBackTickets, isOpen, isSold } from './rows.ts';
import type { InventoryRow, OrderRow } from './rows.ts';

/** `capacity = available + held + sold`, each at least 0. */
export function wrongColumns({ _id, version, types }: InventoryRow): string[] {
  return types.flatMap(({ ticketTypeId, capacity, available, held, sold }) => {
    const adds = capacity === available + held + sold && Math.min(available, held, sold) >= 0;
    const columns = `capacity ${capacity}, available ${available}, held ${held}, sold ${sold}`;
    return adds ? [] : [`inventory ${_id} v${version}, type ${ticketTypeId}: ${columns}`];
  });
}

/** What orders hold and have bought, against what the inventory says; also the uses of promo codes. */
export function wrongSums(inventory: InventoryRow, orders: Iterable<OrderRow>): string[] {
  const held = new Map<string, number>();
  const sold = new Map<string, number>();
  const uses = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, more: number) =>
    void sums.set(key, (sums.get(key) ?? 0) + more);
  for (const order of orders) {
    for (const { ticketTypeId, quantity } of order.items)
      if (isOpen(order)) add(held, ticketTypeId, quantity);
    if (isSold(order)) for (const [ticketTypeId, units] of soldUnits(order)) add(sold, ticketTypeId, units);
    if (order.promoCodeId && (isOpen(order) || isSold(order))) add(uses, order.promoCodeId, 1);
  }
  const found: string[] = [];
  for (const type of inventory.types) {
    const { ticketTypeId } = type;
    const sums = { held: held.get(ticketTypeId) ?? 0, sold: sold.get(ticketTypeId) ?? 0 };
    if (sums.held !== type.held || sums.sold !== type.sold) {
      const says = `says held ${type.held}, sold ${type.sold}; its orders hold ${sums.held}, bought ${sums.sold}`;
      found.push(`inventory ${inventory._id} v${inventory.version}, type ${ticketTypeId} ${says}`);
    }
  }
  for (const [promoCodeId, count] of uses) {
    const counted = inventory.promoUses[promoCodeId] ?? 0;
    if (counted !== count)
      found.push(`promo code ${promoCodeId}: counted ${counted} uses, orders used it ${count} times`);
  }
  return found;
}

/** Units bought and not given back, by type. A ticket's id follows from its order and its place in it. */
function soldUnits(order: OrderRow): Map<string, number> {
  const gone = givenBackTickets(order);
  const units = new Map<string, number>();
  let ordinal = 0;
  for (const { ticketTypeId, quantity, admits } of order.items) {
    for (let unit = 0; unit < quantity; unit += 1) {
      const isGone = gone.has(ticketIdOf(order._id, ordinal));
      ordinal += admits;
      if (!isGone) units.set(ticketTypeId, (units.get(ticketTypeId) ?? 0) + 1);
    }
  }
  return units;
}

function ticketIdOf(orderId: string, ordinal: number): string {
  return createHash('sha256').update(`${orderId}/${ordinal}`).digest('hex').slice(0, 24);
}
