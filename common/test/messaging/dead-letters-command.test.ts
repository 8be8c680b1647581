import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { connectJetStream, createMemoryBus } from '../../src/messaging/index.ts';
import type { MemoryBus } from '../../src/messaging/index.ts';
import { parseCommand, runCommand } from '../../src/messaging/dead-letters-command.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { samples } from '../../src/testing/bus-contract/stage.ts';

const fail = async (): Promise<void> => Promise.reject(new Error('broken'));

async function busWithLetters(): Promise<MemoryBus> {
  const bus = createMemoryBus({ maxDeliver: 1 });
  for (const group of ['orders', 'tickets']) await bus.subscribe({ group, handlers: { UserCreated: fail } });
  for (const message of samples(2)) await bus.publish(message);
  await bus.idle();
  return bus;
}

async function run(bus: MemoryBus, words: string): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await runCommand(parseCommand(words.split(' ')), bus.deadLetters, (line) => lines.push(line));
  return { code, lines };
}

test('When letters are listed, then each line says which, when, whose, what and why', async () => {
  const bus = await busWithLetters();
  const { code, lines } = await run(bus, 'list --group tickets');
  expect(code).toBe(0);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(
    /^\S+ {2}\S+Z {2}tickets {2}turnout\.auth\.UserCreated {2}1 attempts {2}Error: broken$/,
  );
  expect(lines[2]).toBe('2 messages set aside');
  const [json = ''] = (await run(bus, 'list --limit 1 --json')).lines;
  expect(JSON.parse(JSON.parse(json).payload)).toMatchObject({ type: 'UserCreated' });
  await bus.close();
});

test('When all letters of a group are replayed and fail again, then each is replayed once', async () => {
  const bus = await busWithLetters();
  const { code, lines } = await run(bus, 'replay --all --group tickets');
  expect(code).toBe(0);
  expect(lines.at(-1)).toBe('2 of 2 replayed');
  await bus.idle();
  expect((await run(bus, 'list --group tickets')).lines.at(-1)).toBe('2 messages set aside');
  await bus.close();
});

test('When a letter to replay is not there, then that is said and the exit code is 1', async () => {
  const bus = await busWithLetters();
  expect(await run(bus, 'replay 99-nothing')).toEqual({
    code: 1,
    lines: ['99-nothing is not there', '0 of 1 replayed'],
  });
  await bus.close();
});

test.each([
  '',
  'list 7',
  'replay',
  'replay --all',
  'replay 1-a --all --group orders',
  'list --limit none',
  'list --group a.b',
  'drop',
  'list --odd',
])('When the words are "%s", then the command is refused', (words) => {
  expect(() => parseCommand(words.split(' ').filter(Boolean))).toThrow();
});

test('When the command runs as operators run it, then it lists and replays on the broker', async () => {
  const url = process.env.TEST_NATS_URL;
  if (!url) throw new Error('TEST_NATS_URL is not set: run tests through jest of the project root');
  const namespace = `cli${process.pid}`;
  const bus = await connectJetStream({ url, namespace, maxDeliver: 1 });
  let isMended = false;
  let handled = 0;
  const handler = async (): Promise<void> => (isMended ? void (handled += 1) : fail());
  await bus.subscribe({ group: 'orders', handlers: { UserCreated: handler } });
  for (const message of samples(1)) await bus.publish(message);
  await eventually(async () => expect(await bus.deadLetters.list({ limit: 1 })).toHaveLength(1));

  const script = fileURLToPath(new URL('../../src/messaging/dead-letters-cli.ts', `file://${__filename}`));
  const command = (...words: string[]) =>
    promisify(execFile)(process.execPath, ['--conditions=source', '--import', 'tsx', script, ...words], {
      env: { ...process.env, NATS_URL: url, NATS_NAMESPACE: namespace },
    });
  const { stdout } = await command('list');
  expect(stdout).toMatch(/Error: broken\n1 message set aside\n$/);
  isMended = true;
  await command('replay', stdout.split(' ')[0] ?? '');
  await eventually(() => expect(handled).toBe(1));
  await expect(command('nonsense')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Usage:'),
  });
  await bus.close();
});
