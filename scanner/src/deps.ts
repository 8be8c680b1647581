// What routes and reactions are given.
import type { Outbox } from '@turnout/common/outbox';
import type { Scanning } from './scanning.ts';
import type { ScannerStore } from './store/index.ts';

export interface Deps {
  store: ScannerStore;
  outbox: Outbox;
  scanning: Scanning;
  publicUrl: string;
  now: () => Date;
  newId: () => string;
  /** A door session's secret: 32 random bytes, base64url. */
  newToken: () => string;
  /** How long a route waits for news of an event that its promoter created a moment ago. */
  eventWaitMs: number;
}
