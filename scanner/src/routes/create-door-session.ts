import { field, route } from '@turnout/common/http';
import { z } from 'zod';
import { doorRoles, openDoorSession } from '../domain/door-session.ts';
import type { Deps } from '../deps.ts';
import { doorSessionBody, toDoorSessionBody } from './door-session-body.ts';
import { gate } from './fields.ts';
import { eventOf, hashOf } from './known.ts';

type SessionDeps = Pick<
  Deps,
  'store' | 'outbox' | 'now' | 'newId' | 'newToken' | 'publicUrl' | 'eventWaitMs'
>;

export const createDoorSession = (deps: SessionDeps) =>
  route({
    method: 'post',
    path: '/api/scanner/sessions',
    summary: 'Let someone scan one event: a link for their phone, shown only now',
    access: 'promoter',
    body: z.strictObject({
      eventId: field.id,
      name: field.line(80),
      gate: gate.nullish(),
      role: z.enum(doorRoles, { error: `must be one of ${doorRoles.join(', ')}` }),
      expiresAt: field.instant.optional(),
    }),
    answers: doorSessionBody.extend({ token: z.string(), url: z.string() }),
    handler: async ({ user, body }) => {
      const { store, outbox, now, newId, newToken, publicUrl } = deps;
      const event = await eventOf(deps, user.userId, body.eventId);
      const { name, role, expiresAt } = body;
      const wish = { doorSessionId: newId(), name, gate: body.gate ?? null, role, expiresAt };
      const session = openDoorSession(event, wish, now());
      const token = newToken();
      await outbox.commit(() => store.doorSessions.insert(session, hashOf(token)));
      const url = `${publicUrl.replace(/\/$/, '')}/door#token=${token}`;
      return { status: 201, body: { ...toDoorSessionBody(session), token, url } };
    },
  });
