// Starts Turnout exactly as `npm start` does, on free ports, and stops it by the signal that Ctrl-C sends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../api/until.ts';
import { readFacts, type Facts } from './facts.ts';

export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** On a fresh clone this includes building the services and the web client, on a slow machine. */
const READY_WITHIN_MS = 300_000;
const STOPPED_WITHIN_MS = 60_000;

export interface Stack {
  readyFile: string;
  facts(): Facts;
  /** What it printed so far. */
  output(): string;
  /** Resolves with the exit code once the runner is gone; by SIGTERM when nothing else is said. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Resolves once everything answers; `folder` holds its data and the ready file. */
export async function startStack(folder: string, options: string[] = []): Promise<Stack> {
  const readyFile = join(folder, 'ready.json');
  await rm(readyFile, { force: true });
  const child = spawn(
    process.execPath,
    [
      join(projectRoot, 'infra/local/start.mjs'),
      '--port=0',
      `--data=${join(folder, 'data')}`,
      `--ready-file=${readyFile}`,
      ...options,
    ],
    { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'close');
  const killIfWeDie = (): void => void child.kill('SIGTERM');
  process.once('exit', killIfWeDie);

  await until(
    'the stack is ready',
    () => {
      if (child.exitCode !== null) throw new Error(`The stack did not start:\n${output}`);
      return existsSync(readyFile);
    },
    { withinMs: READY_WITHIN_MS },
  ).catch((error: unknown) => {
    child.kill('SIGTERM');
    throw new Error(`${String(error)}\n${output}`);
  });

  return {
    readyFile,
    facts: () => readFacts(readyFile),
    output: () => output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const lastResort = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
      const [code] = (await ended) as [number | null];
      clearTimeout(lastResort);
      process.off('exit', killIfWeDie);
      return code;
    },
  };
}
