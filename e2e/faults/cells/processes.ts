// Processes that die, hang, are doubled or replaced.
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { serviceNames } from '../stack/stack.ts';
import type { Stack } from '../stack/stack.ts';
import type { Cell, Stage } from './cell.ts';

type Supervised = ReturnType<Stack['serverOf']>;

/** Kills it as a power cut would; resolves when the process is gone. */
export async function kill9(supervised: Supervised): Promise<void> {
  const child = supervised.current()?.process;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Resolves when another process serves, or the same one does. */
export async function isBack(supervised: Supervised, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!supervised.current()) {
    if (Date.now() > deadline) throw new Error(`${supervised.name} does not come back`);
    await pause(50);
  }
}

async function killService({ stack, at, note }: Stage, service: string): Promise<void> {
  for (const ms of [5_000, 10_500, 16_000]) {
    await at(ms);
    note(`kill -9 ${service}`);
    await Promise.all(stack.servicesOf(service).map(kill9));
  }
  await Promise.all(stack.servicesOf(service).map((each) => isBack(each)));
}

async function freeze({ at, note }: Stage, supervised: Supervised): Promise<void> {
  await at(3_000);
  const child = supervised.current()?.process;
  note(`freeze ${supervised.name}`);
  child?.kill('SIGSTOP');
  await at(23_000);
  child?.kill('SIGCONT');
  note(`thaw ${supervised.name}`);
}

async function rollAll({ stack, at, note }: Stage): Promise<void> {
  await at(2_000);
  for (const supervised of serviceNames.flatMap((service) => stack.servicesOf(service))) {
    await isBack(supervised);
    const child = supervised.current()?.process;
    if (!child) continue;
    note(`SIGTERM ${supervised.name}`);
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const [code] = (await gone) as [number | null];
    if (code !== 0) throw new Error(`${supervised.name} did not drain: exit code ${code}`);
    await isBack(supervised);
  }
}

const kills = serviceNames.map((service): Cell => ({
  name: `kill-${service}`,
  title: `${service} killed with -9, three times`,
  during: (stage) => killService(stage, service),
}));
const freezes = serviceNames.map((service): Cell => ({
  name: `freeze-${service}`,
  title: `${service} frozen for 20 s (SIGSTOP)`,
  during: (stage) =>
    Promise.all(stage.stack.servicesOf(service).map((each) => freeze(stage, each))).then(() => undefined),
}));
const two = { replicas: Object.fromEntries(serviceNames.map((service) => [service, 2])) };

export const processCells: Cell[] = [
  { name: 'calm', title: 'no fault at all', during: async () => undefined },
  ...kills,
  ...freezes,
  {
    name: 'two-replicas',
    title: 'two replicas of every service, no fault',
    stack: two,
    during: async () => undefined,
  },
  {
    name: 'rolling-restart',
    title: 'two replicas of every service, each restarted in turn',
    stack: two,
    during: rollAll,
  },
];
