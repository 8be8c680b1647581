// A promoter's grant to scan one event, held as a token that can be taken back.
import { AppError } from '@turnout/common/errors';
import { doorsCloseAt } from './door-event.ts';
import type { DoorEvent } from './door-event.ts';

export const doorRoles = ['steward', 'supervisor'] as const;
export type DoorRole = (typeof doorRoles)[number];

export interface DoorSession {
  doorSessionId: string;
  eventId: string;
  promoterId: string;
  name: string;
  gate: string | null;
  role: DoorRole;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

interface NewDoorSession {
  doorSessionId: string;
  name: string;
  gate: string | null;
  role: DoorRole;
  expiresAt: Date | undefined;
}

/** Opens a session on the promoter's event. Throws when the event is off or over, or the session would be over at once. */
export function openDoorSession(event: DoorEvent, wish: NewDoorSession, now: Date): DoorSession {
  if (event.status === 'cancelled')
    throw new AppError('conflict', 'event-cancelled', 'The event is cancelled.');
  if (doorsCloseAt(event) <= now) throw new AppError('conflict', 'event-ended', 'The event is over.');
  if (wish.expiresAt && wish.expiresAt <= now) {
    const problem = { message: 'expiresAt must be in the future', code: 'field-invalid', field: 'expiresAt' };
    throw AppError.badInput([problem]);
  }
  return {
    ...wish,
    eventId: event.eventId,
    promoterId: event.promoterId,
    createdAt: now,
    expiresAt: wish.expiresAt ?? doorsCloseAt(event),
    revokedAt: null,
  };
}

/** Throws unless the session may be used now. */
export function refuseClosed(session: DoorSession, now: Date): void {
  if (session.revokedAt)
    throw new AppError('unauthenticated', 'door-session-revoked', 'This door link was taken back.');
  if (session.expiresAt <= now)
    throw new AppError('unauthenticated', 'door-session-expired', 'This door link has run out.');
}

export function refuseSteward(session: DoorSession): void {
  if (session.role === 'supervisor') return;
  throw new AppError('forbidden', 'supervisor-required', 'Only a supervisor can do this.');
}
