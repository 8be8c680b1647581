// What was built is copied before it runs, so that neither a build under way nor an edit changes a run half-way.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Part } from '../../../infra/local/src/parts.ts';

const projectRoot = resolve(import.meta.dirname, '../../..');
/** Inside the project, so that packages are found in its node_modules; one for each command, so that two may run at once. */
const snapshotRoot = join(projectRoot, '.cache/faults', String(process.pid));

/** Builds what changed and copies it; answers where, laid out as the project is. */
export function takeSnapshot(parts: readonly Part[], { build }: { build: boolean }): string {
  const folders = ['common', ...parts.map((part) => part.folder)];
  if (build) {
    const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [compiler, '-b', ...folders], { cwd: projectRoot, stdio: 'inherit' });
  }
  rmSync(snapshotRoot, { recursive: true, force: true });
  for (const folder of folders) {
    const target = join(snapshotRoot, folder === 'common' ? 'node_modules/@turnout/common' : folder);
    mkdirSync(target, { recursive: true });
    for (const entry of ['package.json', 'dist']) {
      const from = join(projectRoot, folder, entry);
      if (!existsSync(from)) throw new Error(`${folder} is not built: ${entry} is missing`);
      cpSync(from, join(target, entry), { recursive: true });
    }
  }
  return snapshotRoot;
}
