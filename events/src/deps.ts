// What routes and reactions are given.
import type { Outbox } from '@turnout/common/outbox';
import type { EventsStore } from './store/index.ts';

export interface Deps {
  store: EventsStore;
  outbox: Outbox;
  now(): Date;
  newId(): string;
}
