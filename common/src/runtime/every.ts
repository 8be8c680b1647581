import type { Logger } from 'pino';

/** Runs `work` every `intervalMs`, never twice at once; a failure is logged and the next turn comes as usual. Returns how to stop. */
export function every(
  options: { intervalMs: number; logger: Logger; what: string },
  work: () => Promise<void>,
): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  function plan(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      running = work()
        .catch((error: unknown) =>
          options.logger.warn({ error }, `${options.what} failed; it is tried again`),
        )
        .finally(plan);
    }, options.intervalMs);
  }
  plan();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
