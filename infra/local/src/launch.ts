import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { freePort } from '@turnout/servers';
import { nextProgram } from './build-client.ts';
import type { DataFolder } from './data-folder.ts';
import type { Environment } from './environment.ts';
import type { Part } from './parts.ts';
import { Refusal } from './refusal.ts';
import { startPart } from './start-part.ts';
import { supervise, type Supervised, type SuperviseOptions } from './supervise.ts';

export interface Launcher extends Pick<SuperviseOptions, 'onLine' | 'onChange'> {
  projectRoot: string;
  data: DataFolder;
  environment: Environment;
  mongoUrl(databaseName: string): string;
  /** Ends starts that are still under way. */
  signal: AbortSignal;
  backOff?: { firstMs: number; maxMs: number };
}

/** A database of its own for each service, named alike everywhere. */
export const databaseOf = (part: Part) => `turnout-${part.name}`;

/** Refuses before anything starts when a part was not built. */
export function requireBuilt(parts: Part[], projectRoot: string): void {
  for (const part of parts) {
    const file = join(projectRoot, part.folder, part.kind === 'client' ? '.next/BUILD_ID' : 'dist/main.js');
    if (existsSync(file)) continue;
    throw new Refusal(
      `${part.name} is not built (${relative(projectRoot, file)} is missing): start without --no-build, or run "npm run build" first.`,
    );
  }
}

/** Starts one process of a part and keeps it running; `port` is taken when given, else a free one. */
export async function launch(
  part: Part,
  launcher: Launcher,
  place: { replica: number; port: number | undefined },
): Promise<Supervised> {
  const { projectRoot, data, environment, mongoUrl, signal, onLine, onChange, backOff } = launcher;
  const port = place.port ?? (await freePort());
  const name = place.replica > 1 ? `${part.name}-${place.replica}` : part.name;
  const program = [process.execPath, '--enable-source-maps', 'dist/main.js'];
  const nextStart = [nextProgram(projectRoot), 'start', '--keepAliveTimeout', '65000'];
  const next = [process.execPath, ...nextStart, '-H', '127.0.0.1', '-p', String(port)];
  return await supervise({
    name,
    onLine,
    onChange,
    ...(backOff === undefined ? {} : { backOff }),
    start: () =>
      startPart({
        name,
        command: part.kind === 'client' ? next : program,
        cwd: join(projectRoot, part.folder),
        env: environment(part, { port, mongoUrl: mongoUrl(databaseOf(part)) }),
        url: `http://127.0.0.1:${port}`,
        // The client needs nothing to be ready; that it answers is enough.
        readyPath: part.kind === 'client' ? '/healthz' : '/readyz',
        logFile: data.log(name),
        signal,
      }),
  }).catch((error: unknown) => {
    throw new Refusal(`${name} ${error instanceof Error ? error.message : String(error)}`);
  });
}
