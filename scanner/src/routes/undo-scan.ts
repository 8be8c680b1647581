import { param, route } from '@turnout/common/http';
import { z } from 'zod';
import { refuseSteward } from '../domain/door-session.ts';
import type { Deps } from '../deps.ts';
import { doorOf } from './known.ts';
import { scanAnswer, toScanAnswer } from './scan-body.ts';

export const undoScan = (deps: Pick<Deps, 'store' | 'scanning' | 'now'>) =>
  route({
    method: 'post',
    path: '/api/scanner/scans/:scanId/undo',
    summary: "With a supervisor's door token: take back what a scan let through",
    access: 'own',
    params: { scanId: param.id() },
    answers: scanAnswer.extend({ undone: z.literal(true) }),
    handler: async ({ request, path }) => {
      const door = await doorOf(deps, request.headers.authorization);
      refuseSteward(door.session);
      const scanned = await deps.scanning.undo(door, path.scanId);
      return { status: 200, body: { ...toScanAnswer(scanned), undone: true } };
    },
  });
