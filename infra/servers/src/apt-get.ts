import { existsSync } from 'node:fs';
import { runCommand } from './run-command.ts';

export type Progress = (line: string) => void;

export const ignoreProgress: Progress = () => undefined;

function canAptGet(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** Installs a Debian package as root; false when that is not possible here. */
export async function aptGetInstall(debianPackage: string, onProgress: Progress): Promise<boolean> {
  if (!canAptGet()) return false;
  onProgress(`installing ${debianPackage} with apt-get`);
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: 300_000 };
  const install = ['install', '-y', '--no-install-recommends', debianPackage];
  if ((await runCommand('apt-get', install, options)).ok) return true;
  await runCommand('apt-get', ['update'], options);
  return (await runCommand('apt-get', install, options)).ok;
}
