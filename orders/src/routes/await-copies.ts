import { setTimeout as pause } from 'node:timers/promises';
import type { RouteDeps } from './deps.ts';

const copyWaitMs = 2_000;
const copyPollMs = 50;

/** An event put on sale a moment ago may not have reached this service: give its messages a little time before saying 404. */
export async function awaitCopies(
  { copies, board }: Pick<RouteDeps, 'copies' | 'board'>,
  { eventId, ticketTypeIds }: { eventId: string; ticketTypeIds: readonly string[] },
): Promise<void> {
  const known = new Set(board.inventoryOf(eventId)?.types.map((stock) => stock.ticketTypeId));
  if (ticketTypeIds.every((ticketTypeId) => known.has(ticketTypeId))) return;
  const deadline = performance.now() + copyWaitMs;
  while (!(await copies.knowsOnSale(eventId, ticketTypeIds)) && performance.now() < deadline)
    await pause(copyPollMs);
}
