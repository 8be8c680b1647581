// The orders service in process, with an event on sale: a real database, a bus in memory, a clock the test can move.
import type { EventState, TicketTypeState } from '@turnout/common/messages';
import { newId } from '@turnout/common/runtime';
import {
  createTestKit,
  sampleCharge,
  sampleEvent,
  sampleTicket,
  sampleTicketType,
  toMessage,
} from '@turnout/common/testing';
import type { TestKit } from '@turnout/common/testing';
import type { ChargeState, PromoCodeState } from '@turnout/common/messages';
import type { Express } from 'express';
import request from 'supertest';
import { createOrdersApp } from '../src/app.ts';
import { createBoard } from '../src/board.ts';
import type { Board } from '../src/board.ts';
import { createLedgerService } from '../src/ledger.ts';
import type { LedgerService } from '../src/ledger.ts';
import { ordersReactions } from '../src/reactions/index.ts';
import { createCopiesStore } from '../src/store/copies.store.ts';
import { createInventoryStore } from '../src/store/inventory.store.ts';
import { createLedgerStore } from '../src/store/ledger.store.ts';
import { registerModels } from '../src/store/models.ts';
import type { OrdersModels } from '../src/store/models.ts';
import { createWaitingStore } from '../src/store/waiting.store.ts';
import { createOrderStore } from '../src/store/order.store.ts';
import type { OrderStore } from '../src/store/order.store.ts';

export interface Shop {
  kit: TestKit;
  app: Express;
  ledger: LedgerService;
  orders: OrderStore;
  models: OrdersModels;
  board: Board;
  event: EventState;
  /** Moves the database's clock as the service sees it. */
  passTime(ms: number): void;
  now(): Date;
  putEvent(over?: Partial<EventState>): Promise<EventState>;
  putType(over?: Partial<TicketTypeState>): Promise<TicketTypeState>;
  putPromo(over: Partial<PromoCodeState> & { code: string }): Promise<PromoCodeState>;
  buyer(userId?: string): Buyer;
  charge(order: { id: string; totalCents: number }, over?: Partial<ChargeState>): Promise<ChargeState>;
  issueTickets(orderId: string): Promise<string[]>;
  stock(
    eventId?: string,
  ): Promise<{ ticketTypeId: string; capacity: number; available: number; held: number; sold: number }[]>;
  stop(): Promise<void>;
}

export interface Buyer {
  userId: string;
  order(body: Record<string, unknown>, headers?: Record<string, string>): request.Test;
  get(path: string): request.Test;
  send(method: 'post' | 'patch' | 'delete', path: string, body?: unknown): request.Test;
}

export async function openShop(): Promise<Shop> {
  const kit = await createTestKit();
  let shift = 0;
  const now = () => new Date(Date.now() + shift);
  const models = registerModels(kit.mongo.connection);
  await kit.mongo.prepare();
  const board = createBoard();
  const orders = createOrderStore(models);
  const copies = createCopiesStore(models);
  const inventories = createInventoryStore(models);
  const waiting = createWaitingStore(models);
  const ledger = createLedgerService({
    store: createLedgerStore(models),
    outbox: kit.outbox,
    now,
    newId,
    board,
  });
  await kit.react('orders', ordersReactions({ ledger, orders, copies }));
  const app = createOrdersApp({
    ledger,
    orders,
    copies,
    inventories,
    waiting,
    board,
    now,
    newId,
    logger: kit.logger,
    metrics: kit.metrics,
    verifier: kit.auth.verifier,
    idempotency: kit.idempotency,
    publicUrl: 'http://localhost:3000',
    ready: async () => {},
  });
  let event = sampleEvent();
  let version = 1;

  const shop: Shop = {
    kit,
    app,
    ledger,
    orders,
    models,
    board,
    event,
    now,
    passTime: (ms) => void (shift += ms),
    async putEvent(over = {}) {
      event = { ...event, ...over, version: (version += 1) };
      shop.event = event;
      const type = event.status === 'cancelled' ? 'EventCancelled' : 'EventUpdated';
      await kit.bus.publish(toMessage({ type, aggregateId: event.eventId, version, data: event }));
      await kit.settle();
      return event;
    },
    async putType(over = {}) {
      const type = sampleTicketType({
        eventId: event.eventId,
        promoterId: event.promoterId,
        ...over,
        version: (version += 1),
      });
      await kit.bus.publish(
        toMessage({ type: 'TicketTypeUpdated', aggregateId: type.ticketTypeId, version, data: type }),
      );
      await kit.settle();
      return type;
    },
    async putPromo(over) {
      const promo: PromoCodeState = {
        promoCodeId: newId(),
        version: (version += 1),
        eventId: event.eventId,
        promoterId: event.promoterId,
        percentOff: null,
        amountOffCents: null,
        maxUses: null,
        validFrom: null,
        validUntil: null,
        ticketTypeIds: [],
        unlocksHidden: false,
        active: true,
        ...over,
      };
      await kit.bus.publish(
        toMessage({ type: 'PromoCodeUpdated', aggregateId: promo.promoCodeId, version, data: promo }),
      );
      await kit.settle();
      return promo;
    },
    buyer(userId = newId()) {
      const role = userId === event.promoterId ? ('promoter' as const) : ('customer' as const);
      const authorization = kit.auth.bearer({ userId, role });
      return {
        userId,
        order: (body, headers = {}) =>
          request(app)
            .post('/api/orders')
            .set({ authorization, ...headers })
            .send({ eventId: event.eventId, ...body }),
        get: (path) => request(app).get(path).set({ authorization }),
        send: (method, path, body) => {
          const agent = request(app);
          return agent[method](path)
            .set({ authorization })
            .send(body as object);
        },
      };
    },
    async charge(order, over = {}) {
      const charge = sampleCharge({
        orderId: order.id,
        eventId: event.eventId,
        amountCents: order.totalCents,
        status: 'completed',
        version: 2,
        ...over,
      });
      const type =
        charge.status === 'failed'
          ? 'ChargeFailed'
          : charge.refunds.length > 0
            ? 'ChargeRefunded'
            : 'ChargeCreated';
      await kit.bus.publish(
        toMessage({ type, aggregateId: charge.chargeId, version: charge.version, data: charge }),
      );
      await kit.settle();
      return charge;
    },
    async issueTickets(orderId) {
      const order = await orders.find(orderId);
      const types =
        order?.items.flatMap((item) =>
          Array.from({ length: item.quantity * item.admits }, () => item.ticketTypeId),
        ) ?? [];
      const tickets = types.map((ticketTypeId, ordinal) =>
        sampleTicket({ orderId, eventId: event.eventId, ticketTypeId, ordinal, userId: order?.userId ?? '' }),
      );
      for (const ticket of tickets)
        await kit.bus.publish(
          toMessage({ type: 'TicketCreated', aggregateId: ticket.ticketId, version: 1, data: ticket }),
        );
      await kit.settle();
      return tickets.map((ticket) => ticket.ticketId);
    },
    async stock(eventId = event.eventId) {
      const inventory = await inventories.find(eventId);
      return (inventory?.types ?? []).map(({ ticketTypeId, capacity, available, held, sold }) => ({
        ticketTypeId,
        capacity,
        available,
        held,
        sold,
      }));
    },
    async stop() {
      await ledger.idle();
      await kit.stop();
    },
  };
  await shop.putEvent();
  return shop;
}
