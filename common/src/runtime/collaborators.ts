// What composition roots open: each function starts one collaborator, registers how it stops and how it proves ready.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express, Response } from 'express';
import { Counter, collectDefaultMetrics } from 'prom-client';
import { createTokenVerifier, fetchJson, pollJson } from '../auth/index.ts';
import type { Jwks, Revocations, TokenVerifier } from '../auth/index.ts';
import { createBus } from '../messaging/index.ts';
import type { BusAdapter, Handlers } from '../messaging/index.ts';
import { connectMongo, copyGap, createOutbox, healLostBroker } from '../outbox/index.ts';
import type { CopyGap, Mongo, Outbox } from '../outbox/index.ts';
import { publishers } from '../messages/index.ts';
import { every } from './every.ts';
import { newId } from './new-id.ts';
import type { BaseConfig } from './config.ts';
import type { ServiceContext } from './run-service.ts';

export async function openMongo(context: ServiceContext<BaseConfig & { MONGO_URL: string }>): Promise<Mongo> {
  const mongo = await connectMongo({ url: context.config.MONGO_URL });
  countGaps(context, mongo);
  context.onStop('database', mongo.close);
  context.onReady('the database does not answer', mongo.ping);
  return mongo;
}

/** A gap heals by itself, since each message carries the whole state; many of them mean that messages get lost. */
function countGaps({ metrics, logger }: ServiceContext, mongo: Mongo): void {
  const gaps = new Counter({
    name: 'copies_gaps_total',
    help: 'Copies of what others own that skipped versions',
    labelNames: ['collection'],
    registers: [metrics.registry],
  });
  mongo.connection.on(copyGap, (gap: CopyGap) => {
    gaps.inc({ collection: gap.collection });
    logger.debug(gap, 'a copy skipped versions');
  });
}

export async function openBus(context: ServiceContext): Promise<BusAdapter> {
  const { config, logger, name } = context;
  const bus = await createBus({
    kind: config.BUS,
    url: config.NATS_URL,
    replicas: config.NATS_REPLICAS,
    clientName: name,
    logger,
  });
  context.onStop('bus', () => bus.close());
  context.onReady('the message bus is not connected', () => {
    if (!bus.isConnected()) throw new Error('not connected');
  });
  return bus;
}

const brokerWatchMs = 5_000;

/** Opens the outbox, and tells everything again should the broker come back without what it kept. */
export function openOutbox(
  context: ServiceContext,
  { mongo, bus }: { mongo: Mongo; bus: BusAdapter },
): Outbox {
  const outbox = createOutbox({
    connection: mongo.connection,
    publish: (message) => bus.publish(message),
    logger: context.logger,
    now: () => new Date(),
    newId,
  });
  context.onStop('outbox', outbox.stop);
  const { logger, name } = context;
  const publisher = publishers.find((known) => known === name);
  if (publisher) {
    const look = () =>
      healLostBroker({ connection: mongo.connection, outbox, bus, publisher, logger, now: () => new Date() });
    context.onStop(
      'broker watch',
      every({ intervalMs: brokerWatchMs, logger, what: 'looking after the broker' }, look),
    );
  }
  return outbox;
}

/** Verifies tokens against what `auth` publishes beside its JWKS. */
function openVerifier(context: ServiceContext): TokenVerifier {
  const { JWKS_URL } = context.config;
  const verifier = createTokenVerifier({
    fetchKeys: async () => (await fetchJson(JWKS_URL)) as Jwks,
    fetchRevocations: pollJson<Revocations>(new URL('revocations.json', JWKS_URL).href),
    logger: context.logger,
    now: () => new Date(),
  });
  verifier.start();
  context.onStop('token verifier', verifier.stop);
  return verifier;
}

export interface Opened<S> {
  connection: Mongo['connection'];
  bus: BusAdapter;
  outbox: Outbox;
  verifier: TokenVerifier;
  store: S;
}

/**
 * What a service that owns data starts from. `createStore` names its collections, which are there with their indexes, as are those
 * of the outbox, before anything is asked or answered.
 */
export async function openService<S>(
  context: ServiceContext<BaseConfig & { MONGO_URL: string }>,
  createStore: (connection: Mongo['connection']) => S,
): Promise<Opened<S>> {
  const mongo = await openMongo(context);
  const bus = await openBus(context);
  const outbox = openOutbox(context, { mongo, bus });
  const store = createStore(mongo.connection);
  const verifier = openVerifier(context);
  await mongo.prepare();
  outbox.start();
  return { connection: mongo.connection, bus, outbox, verifier, store };
}

/** Starts answering messages: one queue group a service, named after it. */
export async function react(context: ServiceContext, bus: BusAdapter, handlers: Handlers): Promise<void> {
  const subscription = await bus.subscribe({ group: context.name, handlers });
  context.onStop('reactions', subscription.stop);
}

const streamGraceMs = 8_000;

/** Listens on `PORT`; at the end refuses new requests, ends open streams and waits for answers under way. */
export async function serveHttp(context: ServiceContext, app: Express): Promise<number> {
  collectDefaultMetrics({ register: context.metrics.registry });
  const server = createServer(app);
  server.keepAliveTimeout = 65_000;
  server.requestTimeout = 30_000;
  server.listen(context.config.PORT);
  await once(server, 'listening');
  context.onStop('http', async () => {
    const closed = once(server, 'close');
    server.close();
    for (const stream of app.locals.openStreams as Set<Response>) stream.end();
    server.closeIdleConnections();
    const hurry = setTimeout(() => server.closeAllConnections(), streamGraceMs);
    await closed;
    clearTimeout(hurry);
  });
  const { port } = server.address() as AddressInfo;
  context.logger.info({ port }, 'listening');
  return port;
}
