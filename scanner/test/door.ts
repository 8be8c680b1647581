// A whole scanner service for a test: the app in process, a database of its own, a bus in memory, real tokens, keys and codes.
import { randomBytes } from 'node:crypto';
import type { EventState, MessageData, MessageType, TicketState } from '@turnout/common/messages';
import type { Outbox } from '@turnout/common/outbox';
import { newId } from '@turnout/common/runtime';
import {
  createTestKit,
  sampleEvent,
  sampleTicket,
  sampleTicketType,
  toMessage,
} from '@turnout/common/testing';
import type { TestKit } from '@turnout/common/testing';
import { createTicketKeyPair, signTicketCode } from '@turnout/common/ticket-code';
import type { Express } from 'express';
import request from 'supertest';
import { createScannerApp } from '../src/app.ts';
import { scannerReactions } from '../src/reactions/index.ts';
import { createScanning } from '../src/scanning.ts';
import { createScannerStore } from '../src/store/index.ts';

const keys = createTicketKeyPair();
const keyId = 1;

export const codeOf = (ticket: TicketState, over: { issueNumber?: number; keys?: typeof keys } = {}) =>
  signTicketCode(
    {
      keyId,
      ticketId: ticket.ticketId,
      eventId: ticket.eventId,
      issueNumber: over.issueNumber ?? ticket.issueNumber,
      flags: 0,
    },
    over.keys ?? keys,
  );

export interface DoorTest {
  kit: TestKit;
  http: ReturnType<typeof request>;
  /** The same service over another outbox: another replica, or one that fails. */
  appWith(outbox: Outbox): Express;
  as(role: 'promoter' | 'customer', userId?: string): { Authorization: string };
  /** Tells of an event, and of a ticket type that carries its key. */
  givenEvent(over?: Partial<EventState>): Promise<EventState>;
  givenTicket(event: EventState, over?: Partial<TicketState>): Promise<TicketState>;
  /** Publishes a message of `state` and waits until it was answered. */
  tell<T extends MessageType>(type: T, aggregateId: string, data: MessageData<T>): Promise<void>;
  /** The headers of a new door session. */
  openDoor(
    event: EventState,
    over?: Record<string, unknown>,
  ): Promise<{ id: string; door: { Authorization: string } }>;
  scan(
    door: { Authorization: string },
    code: string,
    over?: Record<string, unknown>,
  ): Promise<request.Response>;
}

export async function startDoorTest(): Promise<DoorTest> {
  const kit = await createTestKit();
  const store = createScannerStore(kit.mongo.connection);
  await kit.mongo.prepare();
  const now = () => new Date();
  const appWith = (outbox: Outbox) =>
    createScannerApp({
      logger: kit.logger,
      publicUrl: 'http://localhost:3000',
      metrics: kit.metrics,
      ready: async () => undefined,
      verifier: kit.auth.verifier,
      store,
      outbox,
      scanning: createScanning({ store, outbox, now, ticketWaitMs: 300 }),
      now,
      newId,
      newToken: () => randomBytes(32).toString('base64url'),
      eventWaitMs: 300,
    });
  await kit.react('scanner', scannerReactions({ store }));
  const http = request(appWith(kit.outbox));
  const as: DoorTest['as'] = (role, userId = newId()) => ({
    Authorization: kit.auth.bearer({ role, userId }),
  });
  const tell: DoorTest['tell'] = async (type, aggregateId, data) => {
    const { version } = data as { version: number };
    await kit.bus.publish(toMessage({ type, aggregateId, version, data } as never));
    await kit.settle();
  };

  return {
    kit,
    http,
    appWith,
    as,
    tell,
    async givenEvent(over = {}) {
      const event = sampleEvent(over);
      await tell('EventCreated', event.eventId, event);
      const type = sampleTicketType({
        eventId: event.eventId,
        signingKey: { keyId, publicKey: keys.publicKey },
      });
      await tell('TicketTypeCreated', type.ticketTypeId, type);
      return event;
    },
    async givenTicket(event, over = {}) {
      const ticket = sampleTicket({ eventId: event.eventId, ...over });
      await tell('TicketCreated', ticket.ticketId, ticket);
      return ticket;
    },
    async openDoor(event, over = {}) {
      const body = { eventId: event.eventId, name: 'Anna', gate: 'North', role: 'steward', ...over };
      const answer = await http
        .post('/api/scanner/sessions')
        .set(as('promoter', event.promoterId))
        .send(body)
        .expect(201);
      return { id: answer.body.id as string, door: { Authorization: `Bearer ${answer.body.token}` } };
    },
    scan: (door, code, over = {}) =>
      http
        .post('/api/scanner/scans')
        .set(door)
        .send({ scanId: newId(), code, scannedAt: new Date().toISOString(), ...over }),
  };
}
