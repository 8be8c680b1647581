import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from './refusal.ts';

/** Made by builds or by tests, so no part of what a build reads. */
const notSources = new Set(['.next', 'node_modules', 'test', 'next-env.d.ts']);
const LINES_SHOWN = 30;

export function nextProgram(projectRoot: string): string {
  return join(projectRoot, 'node_modules', 'next', 'dist', 'bin', 'next');
}

/** Builds the web client unless its sources are those of the last build; a build takes half a minute. */
export async function buildClientIfStale(projectRoot: string, note: (text: string) => void): Promise<void> {
  const folder = join(projectRoot, 'client');
  const stamp = join(folder, '.next', 'turnout-sources.sha256');
  const current = await hashOfSources(folder, join(projectRoot, 'package-lock.json'));
  if ((await readFile(stamp, 'utf8').catch(() => '')) === current) return;
  note('building the web client (about half a minute, only after its sources changed)');
  const build = spawn(process.execPath, [nextProgram(projectRoot), 'build'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [build.stdout, build.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const [code] = (await once(build, 'close')) as [number | null];
  if (code !== 0) {
    const tail = output.trim().split('\n').slice(-LINES_SHOWN).join('\n');
    throw new Refusal(`The web client does not build:\n${tail}`);
  }
  await writeFile(stamp, current);
}

async function hashOfSources(folder: string, lockFile: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(lockFile));
  const add = async (place: string): Promise<void> => {
    const entries = await readdir(place, { withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => a.name.localeCompare(b.name))) {
      if (notSources.has(entry.name)) continue;
      const path = join(place, entry.name);
      if (entry.isDirectory()) await add(path);
      else hash.update(path.slice(folder.length)).update(await readFile(path));
    }
  };
  await add(folder);
  return hash.digest('hex');
}
