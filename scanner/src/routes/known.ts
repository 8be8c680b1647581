// Who stands at the door, and what a caller names: their own, or a 404.
import { createHash } from 'node:crypto';
import { AppError } from '@turnout/common/errors';
import type { DoorEvent } from '../domain/door-event.ts';
import { refuseClosed } from '../domain/door-session.ts';
import type { Deps } from '../deps.ts';
import type { Door } from '../scanning.ts';
import { waitFor } from '../waiting.ts';

/** Only this is kept of a door token. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** The open door whose token the request carries as Bearer; looked up each time, so that a revocation counts at once. */
export async function doorOf(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  authorization: string | undefined,
): Promise<Door> {
  const [scheme, token] = authorization?.split(' ') ?? [];
  const session =
    scheme?.toLowerCase() === 'bearer' && token
      ? await store.doorSessions.findByTokenHash(hashOf(token))
      : undefined;
  if (!session)
    throw new AppError('unauthenticated', 'door-token-invalid', 'This is not a door link of ours.');
  refuseClosed(session, now());
  const event = await store.events.find(session.eventId);
  if (!event) throw new Error(`the copy of event ${session.eventId} is gone`);
  return { session, event };
}

/** The promoter's event; news of a new one may still be under way, so a moment is waited for it. */
export async function eventOf(
  { store, eventWaitMs }: Pick<Deps, 'store' | 'eventWaitMs'>,
  promoterId: string,
  eventId: string,
): Promise<DoorEvent> {
  // Anyone's event ends the wait: somebody else's will not become the caller's.
  const known = await waitFor(() => store.events.find(eventId), eventWaitMs);
  if (known?.promoterId === promoterId) return known;
  throw new AppError('not-found', 'event-not-found', 'There is no such event.', { field: 'eventId' });
}
