// The waiting list as part of the ledger: joining, leaving, and offers made in the commit that frees the stock.
import { hold } from './inventory.ts';
import { cancel } from './ledger-ends.ts';
import { must, put, putEntry } from './ledger-state.ts';
import type { Ledger, Step, Surroundings } from './ledger-state.ts';
import * as orders from './order.ts';
import { isWaitingOrOffered, joined, left, wouldHold } from './waiting-list.ts';
import type { WaitingRequest } from './waiting-list.ts';

export function joinWaitingList(ledger: Ledger, request: WaitingRequest, { now, newId }: Surroundings): Step {
  const entry = joined(request, { ...ledger, now, newId });
  return { ledger: putEntry(ledger, entry), entry };
}

export function leaveWaitingList(ledger: Ledger, entryId: string): Step {
  const entry = ledger.waiting.find((candidate) => candidate.entryId === entryId);
  if (!entry || !isWaitingOrOffered(entry)) return { ledger, entry };
  const gone = left(entry);
  const step = putEntry(ledger, gone);
  const offered = entry.orderId === null ? undefined : step.orders.get(entry.orderId);
  const freed = offered && orders.isOpen(offered) ? cancel(step, offered, 'offer-declined').ledger : step;
  return { ledger: freed, entry: gone };
}

/**
 * Offers free stock to those who wait, oldest first, whole groups or nobody: a draft order of theirs holds it until it runs out.
 * Part of every commit that could have freed stock, so nobody else can take it in between.
 */
export function offerToWaiting(ledger: Ledger, around: Surroundings): Ledger {
  let next = ledger;
  for (const entry of ledger.waiting) {
    const order = entry.status === 'waiting' ? wouldHold(entry, { ...next, ...around }) : undefined;
    if (!order) continue;
    const inventory = must(hold(next.inventory, orders.quantitiesOf(order)));
    const offered = {
      ...entry,
      version: entry.version + 1,
      status: 'offered' as const,
      orderId: order.orderId,
    };
    next = putEntry(put({ ...next, inventory }, order).ledger, {
      ...offered,
      offerExpiresAt: order.expiresAt,
    });
  }
  return next;
}
