/** An append-only file of lines: what `flushed()` has confirmed is on the disk and survives a kill -9. */
import { open, mkdir, rename, truncate } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Journal {
  append(line: string): void;
  /** Resolves when every line appended so far is on the disk; lines that wait together are written together. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/** For a sandbox without a data folder. */
export const forgetfulJournal: Journal = {
  append: () => undefined,
  flushed: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

const fileName = 'sandbox.journal';

/** The complete lines on file. A last line without its end was never confirmed to anyone, and is cut off. */
export async function readJournal(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, fileName);
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const end = content.lastIndexOf('\n') + 1;
  if (end < content.length) await truncate(path, end);
  return content.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
}

export async function openJournal(folder: string): Promise<Journal> {
  const file = await open(join(folder, fileName), 'a', 0o600);
  let waiting: string[] = [];
  let writing = Promise.resolve();

  async function write(): Promise<void> {
    const lines = waiting;
    waiting = [];
    await file.appendFile(lines.map((line) => `${line}\n`).join(''));
    await file.datasync();
  }

  return {
    append(line) {
      waiting.push(line);
      if (waiting.length === 1) writing = writing.then(write);
    },
    flushed: () => writing,
    async close() {
      await writing;
      await file.close();
    },
  };
}

/** Replaces the file by these lines, in one step: after a crash either the old or the new file is there. */
export async function rewriteJournal(folder: string, lines: readonly string[]): Promise<void> {
  const path = join(folder, fileName);
  const file = await open(`${path}.new`, 'w', 0o600);
  await file.writeFile(lines.map((line) => `${line}\n`).join(''));
  await file.datasync();
  await file.close();
  await rename(`${path}.new`, path);
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}
