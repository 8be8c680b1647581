import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { hasExited } from '@turnout/servers';

export interface Running {
  url: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

export interface Supervised {
  name: string;
  /** What runs and is ready, or undefined while it is down. */
  current(): Running | undefined;
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  name: string;
  /** Resolves once the process can serve; rejects when it ended before or took too long. */
  start(): Promise<Running>;
  /** Told about each end and each return, as a sentence for the terminal. */
  onLine(line: string): void;
  /** Called whenever another process serves than before. */
  onChange(): void;
  backOff?: { firstMs: number; maxMs: number };
}

/** One that served this long has earned the short wait again. */
const HEALTHY_AFTER_MS = 30_000;

/** Starts something and, whenever it ends by itself, starts it again, waiting longer each time, as Kubernetes does. */
export async function supervise(options: SuperviseOptions): Promise<Supervised> {
  const { name, onLine, onChange, backOff = { firstMs: 500, maxMs: 15_000 } } = options;
  const stopping = new AbortController();
  let running: Running | undefined;
  let waitMs = backOff.firstMs;
  let restarting: Promise<void> | undefined;

  const serve = (started: Running): void => {
    running = started;
    const servedSince = Date.now();
    const ended = (code: number | null, signal: string | null): void => {
      if (stopping.signal.aborted) return;
      running = undefined;
      onChange();
      if (Date.now() - servedSince > HEALTHY_AFTER_MS) waitMs = backOff.firstMs;
      restarting = restart(signal ?? `exit code ${code}`);
    };
    const { process: child } = started;
    if (hasExited(child)) ended(child.exitCode, child.signalCode);
    else child.once('exit', ended);
  };

  const restart = async (reason: string): Promise<void> => {
    let why = reason;
    while (!stopping.signal.aborted) {
      onLine(`${name} ended (${why}); starting it again in ${waitMs / 1000} s`);
      const wait = delay(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, backOff.maxMs);
      await wait;
      if (stopping.signal.aborted) return;
      try {
        const started = await options.start();
        if (stopping.signal.aborted) return await started.stop();
        serve(started);
        onLine(`${name} is back`);
        onChange();
        return;
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
      }
    }
  };

  serve(await options.start());
  return {
    name,
    current: () => running,
    stop: async () => {
      stopping.abort();
      await running?.stop();
      await restarting;
    },
  };
}
