// Waits that can be cut short.

/** Resolves after `ms`, or at once when the signal is aborted; never rejects. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
    function finish(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    }
  });
}

/** Resolves when the work ends, however, or after `ms`; leaves no timer behind. */
export async function atMost(ms: number, work: Promise<unknown> | undefined): Promise<void> {
  const ended = new AbortController();
  const waiting = pause(ms, ended.signal);
  await Promise.race([Promise.allSettled([work]), waiting]);
  ended.abort();
}
