// What runs where, as the local runner writes it into its ready file and again whenever a process was replaced.
import { readFileSync } from 'node:fs';

export interface RunningProcess {
  pid: number;
  url: string;
}

export interface Facts {
  url: string;
  mailUrl: string;
  sandboxUrl: string;
  services: Record<string, RunningProcess[]>;
  servers: Record<string, RunningProcess>;
  databases: Record<string, string>;
  logsFolder: string;
}

export function readFacts(readyFile: string): Facts {
  return JSON.parse(readFileSync(readyFile, 'utf8')) as Facts;
}

/** The stack under test, as it is at this moment. */
export function facts(): Facts {
  const readyFile = process.env['TURNOUT_READY_FILE'];
  if (!readyFile) throw new Error('TURNOUT_READY_FILE is not set: the global setup did not run');
  return readFacts(readyFile);
}

/** Every process of the stack but the runner itself. */
export function pidsOf({ services, servers }: Facts): number[] {
  return [...Object.values(services).flat(), ...Object.values(servers)].map(({ pid }) => pid);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
