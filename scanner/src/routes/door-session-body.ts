import { z } from 'zod';
import { doorRoles } from '../domain/door-session.ts';
import type { DoorSession } from '../domain/door-session.ts';

/** A door session as its promoter sees it; the token was shown once and is not known any more. */
export const doorSessionBody = z.object({
  id: z.string(),
  eventId: z.string(),
  name: z.string(),
  gate: z.string().nullable(),
  role: z.enum(doorRoles),
  createdAt: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().nullable(),
});

export function toDoorSessionBody(session: DoorSession): z.infer<typeof doorSessionBody> {
  const { doorSessionId, eventId, name, gate, role, createdAt, expiresAt, revokedAt } = session;
  return {
    id: doorSessionId,
    eventId,
    name,
    gate,
    role,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}
