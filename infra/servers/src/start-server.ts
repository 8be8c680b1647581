import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, isPortFree } from './free-port.ts';
import { hasExited, spawnGuarded, stopChild } from './guarded-child.ts';
import { MissingServerError } from './missing-server-error.ts';
import type { Progress } from './apt-get.ts';

export interface StartOptions {
  /** Kept after a stop; without it the data lives in a temporary folder that goes with the server. */
  dataDir?: string;
  /** A free one is taken when it is not given. */
  port?: number;
  onProgress?: Progress;
}

export interface RunningServer {
  port: number;
  pid: number;
  process: ChildProcess;
  /** Ends it in order; resolves once the process is gone. */
  stop(): Promise<void>;
  /** Ends it as a power cut would; resolves once the process is gone. Start it again with the same data and port. */
  kill9(): Promise<void>;
}

interface ServerProgram {
  name: string;
  binary: string;
  args(place: { dataDir: string; port: number }): string[];
  /** Throws or answers false as long as the server cannot serve. */
  isReady(port: number): Promise<boolean>;
}

const READY_WITHIN_MS = 60_000;
const LOG_LIMIT_BYTES = 20 * 1024 * 1024;
const ATTEMPTS_ON_FREE_PORTS = 3;

/** Starts one server on the loopback interface and waits until it answers. */
export async function startServer(program: ServerProgram, options: StartOptions): Promise<RunningServer> {
  if (options.port !== undefined) {
    if (!(await isPortFree(options.port))) {
      throw new MissingServerError(
        `${program.name} cannot start: port ${options.port} is in use; stop what listens there.`,
      );
    }
    return await startOnce(program, options.port, options.dataDir);
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(program, await freePort(), options.dataDir);
    } catch (error) {
      // Between finding a free port and using it another process may have taken it.
      if (attempt === ATTEMPTS_ON_FREE_PORTS || !/in use/i.test(String(error))) throw error;
    }
  }
}

async function startOnce(program: ServerProgram, port: number, givenDir?: string): Promise<RunningServer> {
  const temporaryFolder =
    givenDir === undefined ? await mkdtemp(join(tmpdir(), `turnout-${program.name}-`)) : undefined;
  const dataDir = temporaryFolder ?? givenDir ?? '';
  await mkdir(dataDir, { recursive: true });
  const logFile = join(dataDir, `${program.name}.log`);
  const log = openSync(logFile, sizeOf(logFile) > LOG_LIMIT_BYTES ? 'w' : 'a');
  const child = spawnGuarded(program.binary, program.args({ dataDir, port }), {
    stdio: ['ignore', log, log],
    temporaryFolder,
  });
  closeSync(log);
  child.on('error', () => undefined);
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    await stopChild(child, signal);
    if (signal === 'SIGTERM' && temporaryFolder !== undefined) {
      await rm(temporaryFolder, { recursive: true, force: true });
    }
  };
  if (!(await becomesReady(child, () => program.isReady(port)))) {
    const reason = lastLines(logFile);
    await stop('SIGTERM');
    throw new MissingServerError(`${program.name} (${program.binary}) did not start: ${reason}`);
  }
  const { pid = 0 } = child;
  return { port, pid, process: child, stop: () => stop('SIGTERM'), kill9: () => stop('SIGKILL') };
}

async function becomesReady(child: ChildProcess, isReady: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && !hasExited(child)) {
    if (await isReady().catch(() => false)) return !hasExited(child);
    await delay(25);
  }
  return false;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function lastLines(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  const telling = lines.filter((line) => /in use|error|fatal|"s":"[EF]"|\[FTL\]/i.test(line));
  return (telling.length > 0 ? telling : lines).slice(-2).join(' ').slice(0, 500);
}
