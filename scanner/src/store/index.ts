import type { Connection } from 'mongoose';
import { createCheckInStore } from './check-in.store.ts';
import { createDoorSessionStore } from './door-session.store.ts';
import { createEventStore } from './event.store.ts';
import { createKeyStore } from './key.store.ts';
import { createTicketStore } from './ticket.store.ts';

export type ScannerStore = ReturnType<typeof createScannerStore>;

/** Registers every model of the service on `connection`. */
export function createScannerStore(connection: Connection) {
  return {
    events: createEventStore(connection),
    keys: createKeyStore(connection),
    tickets: createTicketStore(connection),
    doorSessions: createDoorSessionStore(connection),
    checkIns: createCheckInStore(connection),
  };
}
