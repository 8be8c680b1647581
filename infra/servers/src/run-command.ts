import { execFile } from 'node:child_process';

export interface CommandResult {
  ok: boolean;
  /** What it printed, both streams; for the last line of an explanation. */
  output: string;
}

/** Runs a fetching command to its end; a command that does not exist counts as one that failed. */
export async function runCommand(
  command: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv; timeoutMs: number },
): Promise<CommandResult> {
  return await new Promise((resolve) => {
    const { env, timeoutMs } = options;
    const execOptions = { env: { ...process.env, ...env }, timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024 };
    execFile(command, args, execOptions, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: `${stdout}${stderr}${error?.message ?? ''}` });
    });
  });
}
