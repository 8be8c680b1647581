// One stack for the whole run. Its teardown insists that nothing of it is left.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../api/until.ts';
import { isAlive, pidsOf } from './facts.ts';
import { startStack } from './start-stack.ts';

export default async function startStackForTests(): Promise<() => Promise<void>> {
  if (process.env['TURNOUT_READY_FILE']) return async () => undefined;
  const folder = await mkdtemp(join(tmpdir(), 'turnout-e2e-'));
  const stack = await startStack(folder, ['--fresh']);
  process.env['TURNOUT_READY_FILE'] = stack.readyFile;
  return async () => {
    const pids = pidsOf(stack.facts());
    const code = await stack.stop();
    if (code !== 0) throw new Error(`The stack ended with code ${code}:\n${stack.output()}`);
    await until('all processes are gone', () => !pids.some(isAlive), { withinMs: 5_000 });
    await rm(folder, { recursive: true, force: true });
  };
}
