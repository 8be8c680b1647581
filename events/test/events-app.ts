// A whole events service for a test: the app in process, a database of its own, a bus in memory, real tokens.
import { newId } from '@turnout/common/runtime';
import { createTestKit } from '@turnout/common/testing';
import type { TestKit } from '@turnout/common/testing';
import request from 'supertest';
import { createEventsApp } from '../src/app.ts';
import { eventsReactions } from '../src/reactions/index.ts';
import { createEventsStore } from '../src/store/index.ts';

export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** A body that `POST /api/events` takes. */
export const newEventBody = (over: Record<string, unknown> = {}) => ({
  name: 'Night of Lights',
  startsAt: inDays(30),
  endsAt: inDays(30.2),
  timezone: 'Europe/Paris',
  location: { name: 'The Hall', city: 'Lyon' },
  ...over,
});

export interface EventsApp {
  kit: TestKit;
  http: ReturnType<typeof request>;
  /** Moves the service's clock. */
  travelTo(now: Date): void;
  /** The headers of a promoter or customer. */
  as(role: 'promoter' | 'customer', userId?: string): { Authorization: string };
  /** The id and slug of a new draft of that promoter, published when asked. */
  given(
    promoterId: string,
    over?: Record<string, unknown>,
    publish?: boolean,
  ): Promise<{ id: string; slug: string }>;
}

export async function startEventsApp(): Promise<EventsApp> {
  const kit = await createTestKit();
  const store = createEventsStore(kit.mongo.connection);
  await kit.mongo.prepare();
  let clock: Date | undefined;
  const app = createEventsApp({
    logger: kit.logger,
    publicUrl: 'http://localhost:3000',
    metrics: kit.metrics,
    ready: async () => undefined,
    verifier: kit.auth.verifier,
    store,
    outbox: kit.outbox,
    newId,
    now: () => clock ?? new Date(),
  });
  await kit.react('events', eventsReactions({ store, outbox: kit.outbox }));
  const http = request(app);
  const as: EventsApp['as'] = (role, userId = newId()) => ({
    Authorization: kit.auth.bearer({ role, userId }),
  });
  return {
    kit,
    http,
    as,
    travelTo: (now) => void (clock = now),
    async given(promoterId, over = {}, publish = false) {
      const promoter = as('promoter', promoterId);
      const created = await http.post('/api/events').set(promoter).send(newEventBody(over)).expect(201);
      const { id, slug } = created.body as { id: string; slug: string };
      if (publish) await http.post(`/api/events/${id}/publish`).set(promoter).expect(200);
      return { id, slug };
    },
  };
}
