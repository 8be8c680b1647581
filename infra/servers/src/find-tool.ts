import { aptGetInstall, ignoreProgress, type Progress } from './apt-get.ts';
import { findBinary } from './find-binary.ts';
import { MissingServerError } from './missing-server-error.ts';

/** Finds a small command-line program that tests call, or installs the Debian package of its name as root. */
export async function findTool(name: string, onProgress: Progress = ignoreProgress): Promise<string> {
  const found = findBinary([name]);
  if (found !== undefined) return found;
  const fetched = (await aptGetInstall(name, onProgress)) ? findBinary([name]) : undefined;
  if (fetched !== undefined) return fetched;
  const install = process.platform === 'darwin' ? `"brew install ${name}"` : `"sudo apt-get install ${name}"`;
  throw new MissingServerError(`${name} was not found: install it with ${install}.`);
}
