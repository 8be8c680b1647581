// The W3C trace a request or message belongs to, carried through async calls so that messages name their cause.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

const storage = new AsyncLocalStorage<string>();
const traceparentPattern = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A fresh `traceparent` (https://www.w3.org/TR/trace-context/), or a child of `parent` when that is well formed. */
export function newTraceparent(parent?: string): string {
  const traceId =
    parent && traceparentPattern.test(parent) ? parent.slice(3, 35) : randomBytes(16).toString('hex');
  return `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
}

/** Runs `work` inside the trace; everything it awaits sees it in {@link currentTraceparent}. */
export function withTrace<T>(traceparent: string, work: () => T): T {
  return storage.run(traceparent, work);
}

export function currentTraceparent(): string {
  return storage.getStore() ?? newTraceparent();
}
