import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where fetched binaries live: ignored by git, shared by `npm start`, `npm test` and the benchmarks. */
export const serversFolder = fileURLToPath(new URL('../../../.servers', import.meta.url));

/** Debian puts daemons in sbin, which is not on everybody's PATH; Homebrew is not on the PATH of editors. */
const usualFolders = ['/usr/local/bin', '/usr/bin', '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];

/** The first of `names` on PATH, in the usual folders of daemons, or among the fetched binaries. */
export function findBinary(names: string[], cacheFolder = serversFolder): string | undefined {
  const path = process.env['PATH'] ?? '';
  const folders = [
    ...path.split(delimiter).filter((folder) => folder !== ''),
    ...usualFolders,
    join(cacheFolder, 'bin'),
  ];
  for (const folder of folders) {
    const found = names.map((name) => join(folder, name)).find(isExecutable);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
