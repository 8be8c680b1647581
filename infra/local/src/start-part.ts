import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { hasExited, spawnGuarded, stopChild } from '@turnout/servers';
import type { Running } from './supervise.ts';

export interface PartProcess {
  name: string;
  command: string[];
  cwd: string;
  env: Record<string, string>;
  url: string;
  /** Answers 2xx once the part can serve. */
  readyPath: string;
  logFile: string;
  /** Aborted when nobody waits for the start any more. */
  signal: AbortSignal;
}

const READY_WITHIN_MS = 60_000;
const DRAIN_WITHIN_MS = 8_000;
const LOG_LIMIT_BYTES = 20 * 1024 * 1024;

/** Starts the process of one part and waits until it says that it is ready. */
export async function startPart(part: PartProcess): Promise<Running> {
  const [command = '', ...args] = part.command;
  const log = openSync(part.logFile, sizeOf(part.logFile) > LOG_LIMIT_BYTES ? 'w' : 'a');
  const child = spawnGuarded(command, args, {
    cwd: part.cwd,
    env: { ...process.env, NODE_ENV: 'production', ...part.env },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.on('error', () => undefined);
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(part))) {
    if (part.signal.aborted || hasExited(child) || Date.now() > deadline) {
      const reason = hasExited(child) ? 'ended while starting' : 'was not ready in time';
      await stopChild(child, 'SIGTERM', DRAIN_WITHIN_MS);
      throw new Error(`${reason}: ${lastLine(part.logFile)} (see ${part.logFile})`);
    }
    await delay(50);
  }
  return { url: part.url, process: child, stop: () => stopChild(child, 'SIGTERM', DRAIN_WITHIN_MS) };
}

async function isReady(part: PartProcess): Promise<boolean> {
  try {
    const answer = await fetch(`${part.url}${part.readyPath}`, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** The line of a crash that tells most: the message of the error, else whatever came last. */
function lastLine(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-40);
  return (
    lines.findLast((line) => /^\w*Error\b|"level":"?(60|50|fatal|error)/.test(line)) ??
    lines.at(-1) ??
    ''
  ).slice(0, 300);
}
