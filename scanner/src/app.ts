import { createApp } from '@turnout/common/http';
import type { AppOptions } from '@turnout/common/http';
import type { Express } from 'express';
import type { Deps } from './deps.ts';
import { createDoorSession } from './routes/create-door-session.ts';
import { listDoorSessions } from './routes/list-door-sessions.ts';
import { revokeDoorSession } from './routes/revoke-door-session.ts';
import { scanBatch } from './routes/scan-batch.ts';
import { scanTicket } from './routes/scan-ticket.ts';
import { showDoor } from './routes/show-door.ts';
import { showStats } from './routes/show-stats.ts';
import { undoScan } from './routes/undo-scan.ts';

export function createScannerApp(deps: Deps & Omit<AppOptions, 'name' | 'routes'>): Express {
  const make = [
    createDoorSession,
    listDoorSessions,
    revokeDoorSession,
    showDoor,
    scanTicket,
    scanBatch,
    undoScan,
    showStats,
  ];
  return createApp({ ...deps, name: 'scanner', routes: make.map((create) => create(deps)) });
}
