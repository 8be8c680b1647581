import { until } from '../api/until.ts';
import { facts } from './facts.ts';

/** Kills a service without a warning. The promise is kept once the runner has started it again. */
export function killService(name: string): { isBack: Promise<unknown> } {
  const victims = facts().services[name] ?? [];
  if (victims.length === 0) throw new Error(`${name} does not run`);
  const pids = victims.map(({ pid }) => pid);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  const isBack = until(
    `${name} is back`,
    () => facts().services[name]?.some(({ pid }) => !pids.includes(pid)),
    { withinMs: 60_000 },
  );
  return { isBack };
}
