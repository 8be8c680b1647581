import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from './refusal.ts';

/** What the runner keeps in its folder; `--fresh` removes these and nothing else that may lie there. */
const contents = ['mongo', 'nats', 'redis', 'logs', 'keys', 'sandbox', 'mails.json'] as const;

export interface DataFolder {
  path(name: (typeof contents)[number]): string;
  log(name: string): string;
  /** Lets another runner have the folder. */
  release(): Promise<void>;
}

/** Takes the folder for this process; two runners on the same data would corrupt nothing but confuse everybody. */
export async function openDataFolder(folder: string, fresh: boolean): Promise<DataFolder> {
  await mkdir(folder, { recursive: true });
  const ownerFile = join(folder, 'runner.pid');
  const owner = Number(await readFile(ownerFile, 'utf8').catch(() => '0'));
  if (owner !== process.pid && isAlive(owner)) {
    throw new Refusal(
      `Turnout already runs on ${folder} (process ${owner}): stop it with Ctrl-C there, or start this one with --data FOLDER --port N.`,
    );
  }
  await writeFile(ownerFile, String(process.pid));
  if (fresh) {
    await Promise.all(contents.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  }
  await Promise.all(
    ['logs', 'keys', 'sandbox'].map((name) => mkdir(join(folder, name), { recursive: true })),
  );
  return {
    path: (name) => join(folder, name),
    log: (name) => join(folder, 'logs', `${name}.log`),
    release: () => rm(ownerFile, { force: true }),
  };
}

function isAlive(pid: number): boolean {
  if (pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
