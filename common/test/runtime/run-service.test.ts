import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { eventually } from '@turnout/common/testing';

interface Service {
  process: ChildProcessByStdio<null, Readable, null>;
  logs: Record<string, unknown>[];
  exited: Promise<unknown[]>;
}

const environment = {
  PORT: '0',
  NATS_URL: 'nats://localhost',
  PUBLIC_URL: 'http://localhost:3000',
  JWKS_URL: 'http://localhost:3000/api/users/.well-known/jwks.json',
};
const started: Service[] = [];

function start(env: Record<string, string>): Service {
  const file = join(dirname(expect.getState().testPath ?? ''), 'drained-service.ts');
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', file], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const service: Service = { process: child, logs: [], exited: once(child, 'exit') };
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    service.logs.push(...lines.map((line) => JSON.parse(line) as Record<string, unknown>));
  });
  started.push(service);
  return service;
}

const logged = (service: Service, message: string) =>
  eventually(() => {
    const line = service.logs.find(({ msg }) => msg === message);
    if (!line) throw new Error(`not logged: ${message}`);
    return line;
  }, 90_000);

afterEach(() => {
  for (const { process: child } of started.splice(0)) child.kill('SIGKILL');
});

describe('A service process', () => {
  test('When variables are missing or wrong, then it exits 1 and one line names all of them', async () => {
    const { logs, exited } = start({ PORT: 'http', PUBLIC_URL: 'nonsense', NATS_URL: '' });
    expect((await exited)[0]).toBe(1);
    expect(logs).toHaveLength(1);
    const said = String(logs[0]?.['msg']);
    expect(said).toMatch(/^drained did not start/);
    for (const problem of ['PORT: ', 'PUBLIC_URL: ', 'NATS_URL: is missing', 'JWKS_URL: is missing'])
      expect(said).toContain(problem);
  });

  test('When SIGTERM comes, then the request under way is answered, streams end, all is released in reverse order, and it exits 0', async () => {
    const service = start(environment);
    const { port } = await logged(service, 'listening');
    await logged(service, 'ready');
    const base = `http://127.0.0.1:${String(port)}`;
    const slow = fetch(`${base}/api/slow`);
    const stream = await fetch(`${base}/api/stream`);
    const streamed = stream.text();
    await logged(service, 'in flight');

    const asked = performance.now();
    service.process.kill('SIGTERM');
    const answer = await slow;
    expect([answer.status, await answer.json()]).toEqual([200, { finished: true }]);
    expect(await streamed).toContain('data: {"hello":true}');
    expect(await service.exited).toEqual([0, null]);
    expect(performance.now() - asked).toBeLessThan(10_000);

    const messages = service.logs.map(({ msg }) => msg);
    const after = messages.slice(messages.indexOf('SIGTERM: draining'));
    expect(after).toEqual([
      'SIGTERM: draining',
      'released: opened last',
      'broken did not stop cleanly',
      'released: opened first',
      'stopped',
    ]);
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
  });
});
