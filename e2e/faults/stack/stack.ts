// The real thing: every server and service of Turnout on free ports and temporary data, restarted when it dies.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@turnout/servers';
import { MongoClient } from 'mongodb';
import { openDataFolder } from '../../../infra/local/src/data-folder.ts';
import { createEnvironment } from '../../../infra/local/src/environment.ts';
import type { Environment } from '../../../infra/local/src/environment.ts';
import { createGateway } from '../../../infra/local/src/gateway.ts';
import { launch } from '../../../infra/local/src/launch.ts';
import { closeServer, listen } from '../../../infra/local/src/listen.ts';
import { parts as allParts } from '../../../infra/local/src/parts.ts';
import type { Part } from '../../../infra/local/src/parts.ts';
import { readSecrets } from '../../../infra/local/src/secrets.ts';
import { startServers } from '../../../infra/local/src/start-servers.ts';
import type { Supervised } from '../../../infra/local/src/supervise.ts';
import { plantEnvironment } from '../plant/plants.ts';
import type { Plant } from '../plant/plants.ts';
import { openBroker } from './broker.ts';
import type { Broker } from './broker.ts';
import { openMailSink } from './mail-sink.ts';
import type { MailSink } from './mail-sink.ts';
import { createMint } from './tokens.ts';
import type { MintPerson } from './tokens.ts';

/** What a cell wants other than usual. */
export interface StackOptions {
  /** Processes of each service; one where it is not named. */
  replicas?: Record<string, number>;
  /** Changes to the built code, by service (`common` is part of each). */
  plants?: Plant[];
  /** Milliseconds that the clocks of these services are ahead. */
  clockAheadMs?: Record<string, number>;
}

export interface Running {
  part: Part;
  supervised: Supervised;
}

export interface Stack {
  options: StackOptions;
  /** The copy of the build that runs. */
  snapshot: string;
  url: string;
  sandboxUrl: string;
  natsUrl: string;
  redisUrl: string;
  mongo: MongoClient;
  mongoUrl(service: string): string;
  broker: Broker;
  mails: MailSink;
  mint: MintPerson;
  folder: string;
  /** What was restarted and when, newest last. */
  log: string[];
  servicesOf(name: string): Supervised[];
  serverOf(name: 'mongod' | 'nats-server' | 'redis-server'): Supervised;
  /** While this file exists, planted crash points may fire. */
  crashSwitch: string;
  stop(): Promise<void>;
}

/** Everything but the pages: those keep no state. */
export const parts = allParts.filter((part) => part.kind === 'service' || part.name === 'sandbox');
export const serviceNames = parts.filter((part) => part.kind === 'service').map((part) => part.name);
export const databaseName = (service: string) => `turnout-${service}`;

/** Kubernetes would be slower; a second is enough for what was in flight to be lost. */
const backOff = { firstMs: 1_000, maxMs: 2_000 };

export async function startStack(snapshot: string, options: StackOptions = {}): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'turnout-faults-'));
  const releases: (() => Promise<unknown> | void)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const release of releases.reverse()) await release();
  };
  try {
    return await start({ snapshot, options, folder, releases, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Start {
  snapshot: string;
  options: StackOptions;
  folder: string;
  releases: (() => Promise<unknown> | void)[];
  stop(): Promise<void>;
}

async function start({ snapshot, options, folder, releases, stop }: Start): Promise<Stack> {
  const log: string[] = [];
  const watch = {
    onLine: (line: string) => void log.push(`${new Date().toISOString()} ${line}`),
    onChange: () => undefined,
  };
  const data = await openDataFolder(join(folder, 'data'), false);
  releases.push(() => data.release());
  const running: Running[] = [];
  const servicesOf = (name: string) =>
    running.filter(({ part }) => part.name === name).map(({ supervised }) => supervised);
  const gateway = createGateway(parts, (name) =>
    servicesOf(name).flatMap((each) => each.current()?.url ?? []),
  );
  const gatewayPort = await listen(gateway, 0);
  releases.push(() => closeServer(gateway));
  const servers = await startServers(data, { ...watch, onProgress: () => undefined }, {});
  releases.push(() => Promise.all(servers.supervised.map((server) => server.stop())));
  const mails = await openMailSink();
  releases.push(() => mails.close());
  const secrets = await readSecrets(data.path('keys'));
  const sandboxPort = await freePort();
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const url = `http://127.0.0.1:${gatewayPort}`;
  const addresses = {
    publicUrl: url,
    gatewayUrl: url,
    sandboxUrl,
    mailUrl: null,
    smtpUrl: `smtp://127.0.0.1:${mails.port}`,
    smtpPort: mails.port,
    mailFile: '',
    sandboxFolder: data.path('sandbox'),
    natsUrl: servers.natsUrl,
    redisUrl: servers.redisUrl,
  };
  const crashSwitch = join(folder, 'crash');
  const plain = createEnvironment(addresses, secrets, {
    LOG_LEVEL: process.env['FAULTS_LOG_LEVEL'] ?? 'warn',
  });
  const environment: Environment = (part, own) => ({
    ...plain(part, own),
    // Often enough that a run sees it work.
    RECONCILE_SECONDS: '5',
    ...plantEnvironment({ service: part.name, plants: options.plants ?? [], snapshot, crashSwitch }),
    ...(options.clockAheadMs?.[part.name] === undefined
      ? {}
      : { FAULTS_CLOCK_AHEAD_MS: String(options.clockAheadMs[part.name]) }),
  });
  const stopping = new AbortController();
  releases.push(async () => {
    stopping.abort();
    await Promise.all(running.map(({ supervised }) => supervised.stop()));
  });
  const launcher = {
    ...watch,
    projectRoot: snapshot,
    data,
    environment,
    mongoUrl: servers.mongoUrl,
    signal: stopping.signal,
    backOff,
  };
  await Promise.all(
    parts.flatMap((part) =>
      Array.from({ length: options.replicas?.[part.name] ?? 1 }, async (_, index) => {
        const port = part.name === 'sandbox' ? sandboxPort : undefined;
        const supervised = await launch(part, launcher, { replica: index + 1, port });
        running.push({ part, supervised });
      }),
    ),
  );
  const mongo = new MongoClient(servers.mongoUrl(''), {
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: 60_000,
  });
  releases.push(() => mongo.close());
  const broker = await openBroker(servers.natsUrl);
  releases.push(() => broker.close());
  return {
    options,
    snapshot,
    url,
    sandboxUrl,
    natsUrl: servers.natsUrl,
    redisUrl: servers.redisUrl,
    mongo,
    mongoUrl: (service) => servers.mongoUrl(databaseName(service)),
    broker,
    mails,
    mint: createMint(await readFile(secrets.jwtPrivateKeyFile, 'utf8')),
    folder,
    log,
    servicesOf,
    serverOf: (name) => {
      const found = servers.supervised.find((server) => server.name === name);
      if (!found) throw new Error(`${name} does not run here`);
      return found;
    },
    crashSwitch,
    stop,
  };
}
