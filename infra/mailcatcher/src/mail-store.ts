import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Mail } from './mail.ts';

export interface MailStore {
  add(mail: Mail): void;
  /** Newest first; only those to `recipient` when it is given. */
  list(recipient?: string): Mail[];
  find(mailId: string): Mail | undefined;
  clear(): void;
}

/** Keeps the last mails in memory and, with a file, over restarts: one line a mail, cut back when it has grown. */
export function createMailStore(file?: string, limit = 500): MailStore {
  let mails = file === undefined ? [] : readMails(file).slice(-limit);
  let linesInFile = 0;
  const rewrite = (): void => {
    if (file !== undefined) writeFileSync(file, mails.map(toLine).join(''));
    linesInFile = mails.length;
  };
  rewrite();
  return {
    add: (mail) => {
      mails = [...mails, mail].slice(-limit);
      if (linesInFile >= 2 * limit) {
        rewrite();
      } else if (file !== undefined) {
        appendFileSync(file, toLine(mail));
        linesInFile += 1;
      }
    },
    list: (recipient) => {
      const wanted = recipient?.toLowerCase();
      const matching = mails.filter(
        ({ to }) => wanted === undefined || to.some((address) => address.toLowerCase() === wanted),
      );
      return matching.reverse();
    },
    find: (mailId) => mails.find(({ id }) => id === mailId),
    clear: () => {
      mails = [];
      rewrite();
    },
  };
}

const toLine = (mail: Mail) => `${JSON.stringify(mail)}\n`;

/** A line that was cut off by a crash is left out. */
function readMails(file: string): Mail[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as Mail];
    } catch {
      return [];
    }
  });
}
