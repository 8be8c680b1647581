import { AppError } from '@turnout/common/errors';
import { decodeCursor, pageQuery, param, route, toPage } from '@turnout/common/http';
import { z } from 'zod';
import type { WaitingEntry } from '../domain/waiting-list.ts';
import { awaitCopies } from './await-copies.ts';
import { idBody, quantityBody } from './bodies.ts';
import type { RouteDeps } from './deps.ts';

const joinBody = z.strictObject({ eventId: idBody, ticketTypeId: idBody, quantity: quantityBody });

async function toAnswer({ waiting }: RouteDeps, entry: WaitingEntry): Promise<Record<string, unknown>> {
  const { entryId, userId, userEmail, ...rest } = entry;
  const aheadOfYou = entry.status === 'waiting' ? await waiting.countBefore(entry) : 0;
  return { id: entryId, ...rest, aheadOfYou };
}

export const joinWaitingList = (deps: RouteDeps) =>
  route({
    method: 'post',
    path: '/api/waiting-list',
    summary: 'Wait for tickets that are sold out',
    access: 'user',
    body: joinBody,
    idempotent: true,
    async handler({ user, body }) {
      const { eventId, ticketTypeId, quantity } = body;
      await awaitCopies(deps, { eventId, ticketTypeIds: [ticketTypeId] });
      const request = { userId: user.userId, userEmail: user.email, ticketTypeId, quantity };
      const { entry } = await deps.ledger.execute(eventId, { kind: 'join-waiting-list', request });
      if (!entry) throw new Error('the ledger made no entry');
      return { status: 201, body: await toAnswer(deps, entry) };
    },
  });

export const listWaiting = (deps: RouteDeps) =>
  route({
    method: 'get',
    path: '/api/waiting-list',
    summary: 'Where I wait, newest first',
    access: 'user',
    query: pageQuery,
    async handler({ user, query }) {
      const [afterEntryId] = query.cursor ? decodeCursor(query.cursor, 1) : [];
      const found = await deps.waiting.listForUser(user.userId, {
        limit: query.limit,
        afterEntryId: afterEntryId === undefined ? undefined : String(afterEntryId),
      });
      const page = toPage(found, { limit: query.limit, positionOf: (entry) => [entry.entryId] });
      const items = await Promise.all(page.items.map((entry) => toAnswer(deps, entry)));
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    },
  });

export const leaveWaitingList = ({ waiting, ledger }: RouteDeps) =>
  route({
    method: 'delete',
    path: '/api/waiting-list/:id',
    summary: 'Leave the waiting list, or decline an offer',
    access: 'user',
    params: { id: param.id() },
    async handler({ user, path }) {
      const entry = await waiting.findForUser(user.userId, path.id);
      if (!entry) throw new AppError('not-found', 'waiting-list-entry-not-found', 'You do not wait there.');
      await ledger.execute(entry.eventId, { kind: 'leave-waiting-list', entryId: entry.entryId });
      return { status: 204 };
    },
  });
