import { renameSync, writeFileSync } from 'node:fs';

export interface RunningProcess {
  pid: number;
  url: string;
}

/** What runs where; for tests and tools that need more than the shop's URL. */
export interface ReadyFacts {
  url: string;
  mailUrl: string | null;
  sandboxUrl: string | null;
  mongoUrl: string;
  natsUrl: string;
  redisUrl: string;
  services: Record<string, RunningProcess[]>;
  /** Those that were started here: mongod, nats-server, redis-server. */
  servers: Record<string, RunningProcess>;
  databases: Record<string, string>;
  logsFolder: string;
}

/** Replaces the file in one step, so that a reader never sees half of it. */
export function writeReadyFile(file: string, facts: ReadyFacts): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(facts, null, 2)}\n`);
  renameSync(draft, file);
}
