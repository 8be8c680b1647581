import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';

/**
 * Waits for its stdin: a line means "no longer needed", the end of it means that our process is gone, however it
 * died. Then it ends the child, politely first, and removes its temporary folder. A shell, because it costs 1 MB.
 */
const WATCHDOG = `
read -r _ && exit 0
kill -TERM "$1" 2>/dev/null
tries=0
while kill -0 "$1" 2>/dev/null && [ "$tries" -lt 50 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -KILL "$1" 2>/dev/null
[ -z "$2" ] || rm -rf "$2"
`;

export interface GuardedChildOptions extends SpawnOptions {
  /** Removed by the watchdog when our process dies without having stopped the child. */
  temporaryFolder?: string | undefined;
}

/**
 * Starts a process that cannot outlive ours, even when ours is killed with SIGKILL. It gets its own process group, so
 * that Ctrl-C in a terminal reaches only us and we decide the order in which things stop.
 */
export function spawnGuarded(
  command: string,
  args: string[],
  options: GuardedChildOptions = {},
): ChildProcess {
  const { temporaryFolder = '', ...spawnOptions } = options;
  const child = spawn(command, args, { ...spawnOptions, detached: true });
  if (child.pid === undefined) return child;
  const watchdog = spawn('/bin/sh', ['-c', WATCHDOG, 'watchdog', String(child.pid), temporaryFolder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.unref();
  watchdog.stdin.on('error', () => undefined);
  // The pipe is a socket; it must not keep our process running.
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref();
  child.once('exit', () => watchdog.stdin.end('done\n'));
  return child;
}

export function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

/** Sends `signal`, then SIGKILL if the child is still there after `graceMs`; resolves once it is gone. */
export async function stopChild(
  child: ChildProcess,
  signal: NodeJS.Signals,
  graceMs = 10_000,
): Promise<void> {
  if (hasExited(child)) return;
  const exited = once(child, 'exit');
  const lastResort = setTimeout(() => child.kill('SIGKILL'), graceMs);
  child.kill(signal);
  await exited;
  clearTimeout(lastResort);
}
