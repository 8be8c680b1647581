// What routes and reactions are given.
import type { Outbox } from '@turnout/common/outbox';
import type { TicketKeyPair } from '@turnout/common/ticket-code';
import type { TicketsStore } from './store/index.ts';

export interface Deps {
  store: TicketsStore;
  outbox: Outbox;
  now: () => Date;
  newId: () => string;
  newKeyPair: () => TicketKeyPair;
  /** How long a route waits for news of an event that its promoter created a moment ago. */
  eventWaitMs: number;
}
