// What happened in a run, one line a fact, kept only when the run fails.
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export interface History {
  note(fact: { what: string; [key: string]: unknown }): void;
  save(file: string): Promise<void>;
}

export function createHistory(): History {
  const lines: string[] = [];
  return {
    note: (fact) => void lines.push(JSON.stringify({ at: new Date().toISOString(), ...fact })),
    async save(file) {
      mkdirSync(dirname(file), { recursive: true });
      const stream = createWriteStream(file);
      for (const line of lines) stream.write(`${line}\n`);
      await new Promise<void>((resolve) => stream.end(resolve));
    },
  };
}
