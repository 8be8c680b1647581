import { route } from '@turnout/common/http';
import { z } from 'zod';
import { doorRoles } from '../domain/door-session.ts';
import type { Deps } from '../deps.ts';
import { doorOf } from './known.ts';

export const showDoor = (deps: Pick<Deps, 'store' | 'now'>) =>
  route({
    method: 'get',
    path: '/api/scanner/session',
    summary:
      'With a door token: which door this is, how full it is inside, and the keys that codes verify against',
    access: 'own',
    answers: z.object({
      id: z.string(),
      name: z.string(),
      gate: z.string().nullable(),
      role: z.enum(doorRoles),
      expiresAt: z.string(),
      event: z.object({
        id: z.string(),
        name: z.string(),
        status: z.string(),
        startsAt: z.string(),
        endsAt: z.string(),
        timezone: z.string(),
        reentry: z.boolean(),
      }),
      counts: z.object({ tickets: z.number(), inside: z.number(), admitted: z.number() }),
      publicKeys: z.array(z.object({ keyId: z.number(), publicKey: z.string() })),
    }),
    handler: async ({ request }) => {
      const { session, event } = await doorOf(deps, request.headers.authorization);
      const { eventId, name, status, startsAt, endsAt, timezone, location, reentry } = event;
      const [counts, publicKeys] = await Promise.all([
        deps.store.tickets.count(eventId),
        deps.store.keys.listOfEvent(eventId),
      ]);
      return {
        status: 200,
        body: {
          id: session.doorSessionId,
          name: session.name,
          gate: session.gate,
          role: session.role,
          expiresAt: session.expiresAt.toISOString(),
          event: { id: eventId, name, status, startsAt, endsAt, timezone, location, reentry },
          counts,
          publicKeys,
        },
      };
    },
  });
