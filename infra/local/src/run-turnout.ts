import { buildClientIfStale } from './build-client.ts';
import { fillWithDemo } from './demo.ts';
import { readOptions } from './options.ts';
import type { Part } from './parts.ts';
import { writeReadyFile } from './ready-file.ts';
import { createReleases, type Releases } from './releases.ts';
import { startStack, type Stack, type StackSetup } from './start-stack.ts';
import { summary } from './summary.ts';
import { step, terminal } from './terminal.ts';

interface Run extends Pick<StackSetup, 'backOff'> {
  parts: Part[];
  projectRoot: string;
  args: string[];
}

/** Everything that is expected to go wrong has a sentence; the rest keeps its stack, as it is a fault of ours. */
const sentences = new Set(['Refusal', 'MissingServerError']);

/** Starts all parts, says where they are, and stays until a signal ends it. */
export async function runTurnout(run: Run): Promise<void> {
  const releases = createReleases();
  const isStopping = stopOnSignals(releases);
  try {
    await start(run, releases);
  } catch (error) {
    if (isStopping()) return;
    await releases.runAll();
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

async function start({ args, ...setup }: Run, releases: Releases): Promise<void> {
  const options = readOptions(args, setup.projectRoot);
  if (options.build) {
    await step(terminal, 'Web client', (note) => buildClientIfStale(setup.projectRoot, note));
  }
  let ready: Stack | undefined;
  const announce = (): void => {
    if (ready !== undefined && options.readyFile !== undefined)
      writeReadyFile(options.readyFile, ready.facts());
  };
  const stack = await startStack({ ...setup, options, releases, screen: terminal, onChange: announce });
  if (options.demo) {
    await step(terminal, 'Demo data', () => fillWithDemo(stack.facts().url));
  }
  ready = stack;
  announce();
  terminal.line(summary(stack.facts(), options.demo));
}

function stopOnSignals(releases: Releases): () => boolean {
  let isStopping = false;
  const stop = async (): Promise<void> => {
    // A second Ctrl-C is from somebody who does not want to wait; the guards of the processes end them.
    if (isStopping) process.exit(1);
    isStopping = true;
    terminal.line('Stopping …');
    await releases.runAll();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  return () => isStopping;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return sentences.has(error.name) ? error.message : (error.stack ?? error.message);
}
