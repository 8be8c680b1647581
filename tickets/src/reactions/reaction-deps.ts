import type { Deps } from '../deps.ts';

export type ReactionDeps = Pick<Deps, 'store' | 'outbox' | 'now'>;
