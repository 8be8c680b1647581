import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadyFacts } from '../src/ready-file.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const runner = join(here, 'fixtures', 'run-fixture-parts.ts');

/** A service as small as one can be: it says who it is, and ends when it is told to. */
const tinyService = `
import { createServer } from 'node:http';
const server = createServer((request, response) => {
  if (request.url.endsWith('/crash')) process.exit(7);
  response.end(JSON.stringify({ pid: process.pid, secret: process.env.TICKET_KEY_SECRET }));
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
`;

let root: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'turnout-runner-'));
  for (const name of ['one', 'two']) {
    await mkdir(join(root, name, 'dist'), { recursive: true });
    await writeFile(join(root, name, 'package.json'), '{"type":"module"}');
    await writeFile(join(root, name, 'dist', 'main.js'), tinyService);
  }
});

afterEach(async () => {
  if (child !== undefined && child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
});

/** Starts the runner on the tiny services; what it prints is collected. */
function startRunner(...options: string[]): { output(): string; exited: Promise<number | null> } {
  const started = spawn(
    process.execPath,
    // Not by the tsx command, which would be a process between us and the runner.
    ['--import', 'tsx', '--conditions=source', runner, root, '--data', join(root, 'data'), ...options],
    {
      env: {
        ...process.env,
        MONGO_URL: process.env['TEST_MONGO_URL'],
        NATS_URL: process.env['TEST_NATS_URL'],
        // Redis is left out on purpose, so that one server is started, and stopped, by the runner.
        REDIS_URL: '',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child = started;
  let printed = '';
  for (const stream of [started.stdout, started.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  }
  const exited = once(started, 'exit').then(([code]) => code as number | null);
  return { output: () => printed, exited };
}

async function until<T>(look: () => Promise<T | undefined>, explain: () => string): Promise<T> {
  const deadline = Date.now() + 90_000;
  while (Date.now() < deadline) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    if (child?.exitCode !== null && child?.signalCode === null) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`It did not happen in time.\n${explain()}`);
}

async function ready(run: { output(): string }, accept = (_facts: ReadyFacts) => true): Promise<ReadyFacts> {
  const read = async () => {
    const facts = JSON.parse(await readFile(join(root, 'ready.json'), 'utf8')) as ReadyFacts;
    return accept(facts) ? facts : undefined;
  };
  return await until(read, run.output);
}

const free = ['--port', '0', '--no-demo'];
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('When everything is up, then the ready file says where, and Ctrl-C leaves no process behind', async () => {
  const run = startRunner(...free, '--replicas', 'one=2', '--ready-file', join(root, 'ready.json'));
  const facts = await ready(run);
  expect(facts.services['one']).toHaveLength(2);
  expect(facts.databases['one']).toMatch(/^mongodb:\/\/[^/]+\/turnout-one\?replicaSet=rs0$/);
  const answers = new Set<number>();
  for (let count = 0; count < 4; count += 1) {
    const answer = await fetch(`${facts.url}/api/ones`);
    answers.add(((await answer.json()) as { pid: number }).pid);
  }
  expect([...answers].sort()).toEqual(facts.services['one']?.map(({ pid }) => pid).sort());

  child?.kill('SIGINT');
  expect(await run.exited).toBe(0);
  const pids = [...Object.values(facts.services).flat(), ...Object.values(facts.servers)].map(
    ({ pid }) => pid,
  );
  expect(pids).toHaveLength(4);
  expect(pids.filter(isAlive)).toEqual([]);
});

test('When a service dies, then it is started again with a line that says so, and the ready file names the new process', async () => {
  const run = startRunner(...free, '--ready-file', join(root, 'ready.json'));
  const before = await ready(run);
  const [first] = before.services['two'] ?? [];
  process.kill(first?.pid ?? 0, 'SIGKILL');
  const isReplaced = (facts: ReadyFacts) => {
    const [now] = facts.services['two'] ?? [];
    return now !== undefined && now.pid !== first?.pid;
  };
  const after = await ready(run, isReplaced);
  expect(run.output()).toContain('two ended (SIGKILL); starting it again in 0.1 s');
  expect(run.output()).toContain('two is back');
  const answer = await fetch(`${after.url}/api/twos`);
  expect(((await answer.json()) as { pid: number }).pid).toBe(after.services['two']?.[0]?.pid);
});

test('When a server dies, then it is started again on the same port', async () => {
  const run = startRunner(...free, '--ready-file', join(root, 'ready.json'));
  const before = await ready(run);
  const first = before.servers['redis-server'];
  process.kill(first?.pid ?? 0, 'SIGKILL');
  const after = await ready(run, ({ servers }) => {
    const now = servers['redis-server'];
    return now !== undefined && now.pid !== first?.pid;
  });
  expect(after.redisUrl).toBe(before.redisUrl);
});

test('When the runner itself is killed with SIGKILL, then what it started goes too', async () => {
  const run = startRunner(...free, '--ready-file', join(root, 'ready.json'));
  const facts = await ready(run);
  const pids = [...Object.values(facts.services).flat(), ...Object.values(facts.servers)].map(
    ({ pid }) => pid,
  );
  expect(pids.every(isAlive)).toBe(true);
  child?.kill('SIGKILL');
  await until(async () => (pids.some(isAlive) ? undefined : true), run.output);
});

test('When the runner starts again on the same data, then keys are the same, and with --fresh they are new', async () => {
  const secretOf = async (...options: string[]) => {
    await rm(join(root, 'ready.json'), { force: true });
    const run = startRunner(...free, ...options, '--ready-file', join(root, 'ready.json'));
    const { url } = await ready(run);
    const { secret } = (await (await fetch(`${url}/api/ones`)).json()) as { secret: string };
    child?.kill('SIGTERM');
    expect(await run.exited).toBe(0);
    return secret;
  };
  const first = await secretOf();
  expect(Buffer.from(first, 'base64')).toHaveLength(32);
  expect(await secretOf()).toBe(first);
  expect(await secretOf('--fresh')).not.toBe(first);
});

test('When the port is in use, then one sentence says so and names the remedy', async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
  const { port } = squatter.address() as AddressInfo;
  const run = startRunner('--no-demo', '--port', String(port));
  expect(await run.exited).toBe(1);
  squatter.close();
  expect(run.output().trim()).toBe(
    `Port ${port} is in use: stop what listens there, or take another one with "npm start -- --port ${port + 1}".`,
  );
});

test('When a part was not built, then one sentence says so and names the remedy', async () => {
  await rm(join(root, 'two', 'dist'), { recursive: true });
  const run = startRunner(...free);
  expect(await run.exited).toBe(1);
  expect(run.output().trim()).toMatch(
    /^two is not built \(two\/dist\/main\.js is missing\): .*npm run build/,
  );
});

test('When a service ends while it starts, then its last words are shown and nothing is left', async () => {
  await writeFile(join(root, 'two', 'dist', 'main.js'), 'throw new Error("MONGO_URL is missing")');
  const run = startRunner(...free);
  expect(await run.exited).toBe(1);
  expect(run.output()).toMatch(/two ended while starting: Error: MONGO_URL is missing \(see .*two\.log\)/);
});

test.each([
  [['--colour', 'red'], /--colour/],
  [['--port', 'many'], /--port takes a number/],
  [['--replicas', 'three=2'], /knows no service "three", only one, two/],
])('When the options are %j, then the refusal names what is wrong', async (options, expected) => {
  const run = startRunner(...options);
  expect(await run.exited).toBe(1);
  expect(run.output()).toMatch(expected);
  expect(run.output()).not.toMatch(/^\s+at /m);
});
