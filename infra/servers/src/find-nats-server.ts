import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { aptGetInstall, ignoreProgress, type Progress } from './apt-get.ts';
import { findBinary, serversFolder } from './find-binary.ts';
import { MissingServerError } from './missing-server-error.ts';
import { runCommand } from './run-command.ts';

const GO_MODULE = 'github.com/nats-io/nats-server/v2@v2.11.17';

/** Finds a nats-server, or fetches one with apt-get (as root on Debian) or Go. */
export async function findNatsServer(
  onProgress: Progress = ignoreProgress,
  cacheFolder = serversFolder,
): Promise<string> {
  const found = findBinary(['nats-server'], cacheFolder);
  if (found !== undefined) return found;
  const installed =
    (await aptGetInstall('nats-server', onProgress)) || (await goInstall(onProgress, cacheFolder));
  const fetched = installed ? findBinary(['nats-server'], cacheFolder) : undefined;
  if (fetched !== undefined) return fetched;
  const install =
    process.platform === 'darwin'
      ? '"brew install nats-server"'
      : '"sudo apt-get install nats-server" (or with Go on the PATH, which lets it be built here)';
  throw new MissingServerError(
    `nats-server was not found: install it with ${install}, or point NATS_URL at one that runs already with JetStream.`,
  );
}

async function goInstall(onProgress: Progress, cacheFolder: string): Promise<boolean> {
  if (findBinary(['go'], cacheFolder) === undefined) return false;
  onProgress('building nats-server with Go (about half a minute)');
  const bin = join(cacheFolder, 'bin');
  await mkdir(bin, { recursive: true });
  return (await runCommand('go', ['install', GO_MODULE], { env: { GOBIN: bin }, timeoutMs: 600_000 })).ok;
}
