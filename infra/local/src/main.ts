import { fileURLToPath } from 'node:url';
import { buildClientIfStale } from './build-client.ts';
import { fillWithDemo } from './demo.ts';
import { readOptions } from './options.ts';
import { parts } from './parts.ts';
import { writeReadyFile } from './ready-file.ts';
import { createReleases } from './releases.ts';
import { startStack, type Stack } from './start-stack.ts';
import { summary } from './summary.ts';
import { step, terminal } from './terminal.ts';

/** Everything that is expected to go wrong has a sentence; the rest keeps its stack, as it is a fault of ours. */
const sentences = new Set(['Refusal', 'MissingServerError']);

const releases = createReleases();
const leave = async (code: number): Promise<never> => {
  await releases.runAll();
  process.exit(code);
};
let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // A second Ctrl-C is from somebody who does not want to wait; the guards of the processes end them.
    if (isStopping) process.exit(1);
    isStopping = true;
    terminal.line('Stopping …');
    void leave(0);
  });
}

try {
  const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));
  const options = readOptions(process.argv.slice(2), projectRoot);
  if (options.build) {
    await step(terminal, 'Web client built', (note) => buildClientIfStale(projectRoot, note));
  }
  let stack: Stack | undefined;
  const announce = (): void => {
    if (stack !== undefined && options.readyFile !== undefined)
      writeReadyFile(options.readyFile, stack.facts());
  };
  const started = await startStack({
    parts,
    projectRoot,
    options,
    screen: terminal,
    releases,
    onChange: announce,
  });
  const { url } = started.facts();
  if (options.demo) {
    await step(terminal, 'Demo data', () => fillWithDemo(url));
  }
  stack = started;
  announce();
  terminal.line(summary(started.facts(), options.demo));
} catch (error) {
  if (!isStopping) {
    const isSentence = error instanceof Error && sentences.has(error.name);
    process.stderr.write(
      `${isSentence ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    await leave(1);
  }
}
