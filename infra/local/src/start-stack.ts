import { collectFacts, type RunningPart } from './collect-facts.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { createEnvironment, type Addresses } from './environment.ts';
import { createGateway } from './gateway.ts';
import { closeServer, listen } from './listen.ts';
import type { Options } from './options.ts';
import type { Part } from './parts.ts';
import type { ReadyFacts } from './ready-file.ts';
import { Refusal } from './refusal.ts';
import type { Releases } from './releases.ts';
import { readSecrets } from './secrets.ts';
import { launch, requireBuilt, type Launcher } from './launch.ts';
import { startServers, type Servers } from './start-servers.ts';
import { step, type Terminal } from './terminal.ts';
import { pickToolPorts, type ToolPorts } from './tool-ports.ts';

export interface StackSetup {
  parts: Part[];
  projectRoot: string;
  options: Options;
  screen: Terminal;
  /** Gets everything that has to be stopped, as soon as it exists. */
  releases: Releases;
  /** Called when a process was replaced by another or is gone. */
  onChange(): void;
  env?: NodeJS.ProcessEnv;
  backOff?: { firstMs: number; maxMs: number };
}

export interface Stack {
  facts(): ReadyFacts;
}

/** Starts gateway, servers and parts in this order and keeps them running; resolves once all of them are ready. */
export async function startStack(setup: StackSetup): Promise<Stack> {
  const { options, screen, releases, env = process.env } = setup;
  const parts = setup.parts.filter((part) => isWanted(part, env));
  refuseUnknownReplicas(parts, options);
  requireBuilt(parts, setup.projectRoot);
  const data = await openDataFolder(options.dataFolder, options.fresh);
  releases.add(() => data.release());

  // The gateway comes first: a port in use is found at once, and services reach each other's public keys through it.
  const running: RunningPart[] = [];
  const gateway = createGateway(parts, (name) =>
    running.flatMap(({ part, supervised }) => (part.name === name ? (supervised.current()?.url ?? []) : [])),
  );
  const gatewayPort = await listen(gateway, options.port);
  const closeGateway = once(() => closeServer(gateway));
  releases.add(closeGateway);

  const watch = { onLine: (line: string) => screen.line(`↻ ${line}`), onChange: setup.onChange };
  const servers = await step(screen, 'MongoDB, NATS and Redis', (note) =>
    startServers(data, { ...watch, onProgress: note }, env),
  );
  releases.add(async () => void (await Promise.all(servers.supervised.map((server) => server.stop()))));

  const secrets = await step(screen, 'Keys and secrets', () => readSecrets(data.path('keys')));
  const toolPorts = await pickToolPorts(options.port !== 0);
  const addresses = addressesOf({ parts, gatewayPort, toolPorts, servers, data, env });
  const launcher = {
    ...watch,
    projectRoot: setup.projectRoot,
    data,
    environment: createEnvironment(addresses, secrets, env),
    mongoUrl: servers.mongoUrl,
    ...(setup.backOff === undefined ? {} : { backOff: setup.backOff }),
  };
  await startParts({ parts, launcher, toolPorts, setup, running });
  // Now that there are visitors, they leave before the services do.
  releases.add(closeGateway);
  return { facts: () => collectFacts({ parts, running, servers, addresses, data }) };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let started: Promise<void> | undefined;
  return () => (started ??= work());
}

interface PartsToStart {
  parts: Part[];
  launcher: Omit<Launcher, 'signal'>;
  toolPorts: ToolPorts;
  setup: StackSetup;
  running: RunningPart[];
}

/** Starts all processes of all parts at once: none of them needs another one to become ready. */
async function startParts({ parts, launcher, toolPorts, setup, running }: PartsToStart): Promise<void> {
  const stopping = new AbortController();
  const pending: Promise<void>[] = [];
  setup.releases.add(async () => {
    stopping.abort();
    await Promise.allSettled(pending);
    await Promise.all(running.map(({ supervised }) => supervised.stop()));
  });
  for (const part of parts) {
    for (let replica = 1; replica <= (setup.options.replicas.get(part.name) ?? 1); replica += 1) {
      const place = { replica, port: toolPorts.ofPart(part.name) };
      const start = async (): Promise<void> => {
        const supervised = await launch(part, { ...launcher, signal: stopping.signal }, place);
        running.push({ part, supervised });
      };
      pending.push(step(setup.screen, replica > 1 ? `${part.name}, replica ${replica}` : part.name, start));
    }
  }
  await Promise.all(pending);
}

interface Whereabouts {
  parts: Part[];
  gatewayPort: number;
  toolPorts: ToolPorts;
  servers: Servers;
  data: DataFolder;
  env: NodeJS.ProcessEnv;
}

function addressesOf({ parts, gatewayPort, toolPorts, servers, data, env }: Whereabouts): Addresses {
  const has = (name: string) => parts.some((part) => part.name === name);
  return {
    publicUrl: `http://localhost:${gatewayPort}`,
    gatewayUrl: `http://127.0.0.1:${gatewayPort}`,
    sandboxUrl: has('sandbox') ? `http://localhost:${toolPorts.sandbox}` : null,
    mailUrl: has('mailcatcher') ? `http://localhost:${toolPorts.mailPage}` : null,
    smtpUrl: env['SMTP_URL'] || `smtp://127.0.0.1:${toolPorts.smtp}`,
    smtpPort: toolPorts.smtp,
    mailFile: data.path('mails.json'),
    sandboxFolder: data.path('sandbox'),
    natsUrl: servers.natsUrl,
    redisUrl: servers.redisUrl,
  };
}

/** With real keys there is no need for a stand-in, and with a mail server none for a catcher. */
function isWanted(part: Part, env: NodeJS.ProcessEnv): boolean {
  if (part.name === 'sandbox') return !env['STRIPE_SECRET_KEY'];
  if (part.name === 'mailcatcher') return !env['SMTP_URL'];
  return true;
}

function refuseUnknownReplicas(parts: Part[], options: Options): void {
  const known = parts.filter((part) => part.kind === 'service').map((part) => part.name);
  const unknown = [...options.replicas.keys()].find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new Refusal(`--replicas knows no service "${unknown}", only ${known.join(', ')}.`);
}
