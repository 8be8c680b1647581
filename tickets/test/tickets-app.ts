// A whole tickets service for a test: the app in process, a database of its own, a bus in memory, real tokens and keys.
import { randomBytes } from 'node:crypto';
import type { EventState, OrderState } from '@turnout/common/messages';
import { newId } from '@turnout/common/runtime';
import { createTestKit, sampleEvent, sampleOrder, toMessage } from '@turnout/common/testing';
import type { TestKit } from '@turnout/common/testing';
import { createTicketKeyPair } from '@turnout/common/ticket-code';
import request from 'supertest';
import { createTicketsApp } from '../src/app.ts';
import { ticketsReactions } from '../src/reactions/index.ts';
import { createTicketsStore } from '../src/store/index.ts';
import type { TicketsStore } from '../src/store/index.ts';
import { createKeySeal } from '../src/store/key-seal.ts';

/** A body that `POST /api/ticket-types` takes. */
export const newTypeBody = (over: Record<string, unknown> = {}) => ({
  name: 'Standard',
  priceCents: 2_500,
  currency: 'EUR',
  capacity: 100,
  ...over,
});

export interface TicketsApp {
  kit: TestKit;
  store: TicketsStore;
  http: ReturnType<typeof request>;
  /** The headers of a promoter or customer. */
  as(role: 'promoter' | 'customer', userId?: string): { Authorization: string };
  /** An event as the events service would tell of it. */
  givenEvent(over?: Partial<EventState>): Promise<EventState>;
  /** The id of a new ticket type of that event. */
  givenType(event: EventState, over?: Record<string, unknown>): Promise<string>;
  /** A paid order of `quantity` tickets, whose tickets are issued when this resolves. */
  givenPaidOrder(event: EventState, over?: Partial<OrderState>): Promise<OrderState>;
  /** Tells of an order and waits until it was answered. */
  tellOrder(order: OrderState): Promise<void>;
}

export function storeOf(kit: TestKit): TicketsStore {
  return createTicketsStore(kit.mongo.connection, createKeySeal(randomBytes(32)));
}

export async function startTicketsApp(options: { eventWaitMs?: number } = {}): Promise<TicketsApp> {
  const kit = await createTestKit();
  const store = storeOf(kit);
  await kit.mongo.prepare();
  const now = () => new Date();
  const app = createTicketsApp({
    logger: kit.logger,
    publicUrl: 'http://localhost:3000',
    metrics: kit.metrics,
    ready: async () => undefined,
    verifier: kit.auth.verifier,
    store,
    outbox: kit.outbox,
    now,
    newId,
    newKeyPair: createTicketKeyPair,
    eventWaitMs: options.eventWaitMs ?? 0,
  });
  await kit.react('tickets', ticketsReactions({ store, outbox: kit.outbox, now }));
  const http = request(app);
  const as: TicketsApp['as'] = (role, userId = newId()) => ({
    Authorization: kit.auth.bearer({ role, userId }),
  });

  async function tellOrder(order: OrderState): Promise<void> {
    await kit.bus.publish(
      toMessage({ type: 'OrderUpdated', aggregateId: order.orderId, version: order.version, data: order }),
    );
    await kit.settle();
  }
  return {
    kit,
    store,
    http,
    as,
    tellOrder,
    async givenEvent(over = {}) {
      const event = sampleEvent(over);
      const { eventId, version } = event;
      await kit.bus.publish(toMessage({ type: 'EventCreated', aggregateId: eventId, version, data: event }));
      await kit.settle();
      return event;
    },
    async givenType(event, over = {}) {
      const body = newTypeBody({ eventId: event.eventId, ...over });
      const answer = await http
        .post('/api/ticket-types')
        .set(as('promoter', event.promoterId))
        .send(body)
        .expect(201);
      await kit.settle();
      return answer.body.id as string;
    },
    async givenPaidOrder(event, over = {}) {
      const order = sampleOrder({
        eventId: event.eventId,
        status: 'paid',
        version: 3,
        chargeId: newId(),
        ...over,
      });
      await tellOrder(order);
      return order;
    },
  };
}
