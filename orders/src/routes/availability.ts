import { AppError } from '@turnout/common/errors';
import { openEventStream, param, route } from '@turnout/common/http';
import { publicInventory } from '../domain/messages.ts';
import type { Inventory } from '../domain/inventory.ts';
import type { RouteDeps } from './deps.ts';

const byEvent = { eventId: param.id() };
const streamPauseMs = 1_000;

async function inventoryOf({ board, inventories }: RouteDeps, eventId: string): Promise<Inventory> {
  const inventory = board.inventoryOf(eventId) ?? (await inventories.find(eventId));
  if (!inventory) throw new AppError('not-found', 'event-not-found', 'Nothing is on sale for this event.');
  board.learnInventory(inventory);
  return inventory;
}

export const showAvailability = (deps: RouteDeps) =>
  route({
    method: 'get',
    path: '/api/availability/:eventId',
    summary: 'What is left of each ticket type',
    access: 'anyone',
    params: byEvent,
    async handler({ path }) {
      return { status: 200, body: publicInventory(await inventoryOf(deps, path.eventId)) };
    },
  });

export const streamAvailability = (deps: RouteDeps) =>
  route({
    method: 'get',
    path: '/api/availability/:eventId/stream',
    summary: 'The same, as it changes: server-sent events, at most one a second',
    access: 'anyone',
    params: byEvent,
    async handler({ path, request, response }) {
      const first = await inventoryOf(deps, path.eventId);
      const stream = openEventStream(request, response);
      let latest = first;
      let sentVersion = 0;
      const sendNews = () => {
        if (latest.version === sentVersion) return;
        sentVersion = latest.version;
        stream.send(publicInventory(latest));
      };
      sendNews();
      const unfollow = deps.board.follow(path.eventId, (inventory) => (latest = inventory));
      const timer = setInterval(sendNews, streamPauseMs);
      stream.onClose(() => {
        clearInterval(timer);
        unfollow();
      });
      return undefined;
    },
  });
