import { aptGetInstall, ignoreProgress, type Progress } from './apt-get.ts';
import { findBinary, serversFolder } from './find-binary.ts';
import { MissingServerError } from './missing-server-error.ts';

/** Finds a redis-server (or its drop-in, valkey-server), or installs one with apt-get as root on Debian. */
export async function findRedisServer(
  onProgress: Progress = ignoreProgress,
  cacheFolder = serversFolder,
): Promise<string> {
  const names = ['redis-server', 'valkey-server'];
  const found = findBinary(names, cacheFolder);
  if (found !== undefined) return found;
  const fetched = (await aptGetInstall('redis-server', onProgress))
    ? findBinary(names, cacheFolder)
    : undefined;
  if (fetched !== undefined) return fetched;
  const install =
    process.platform === 'darwin' ? '"brew install redis"' : '"sudo apt-get install redis-server"';
  throw new MissingServerError(
    `redis-server was not found: install it with ${install}, or point REDIS_URL at one that runs already.`,
  );
}
