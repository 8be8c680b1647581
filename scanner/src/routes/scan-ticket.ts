import { route } from '@turnout/common/http';
import type { Deps } from '../deps.ts';
import { doorOf } from './known.ts';
import { scanAnswer, scanBody, toScan, toScanAnswer } from './scan-body.ts';

export const scanTicket = (deps: Pick<Deps, 'store' | 'scanning' | 'now'>) =>
  route({
    method: 'post',
    path: '/api/scanner/scans',
    summary: 'With a door token: may this code pass? The same scanId gets the same verdict',
    access: 'own',
    body: scanBody,
    answers: scanAnswer,
    handler: async ({ request, body }) => {
      const door = await doorOf(deps, request.headers.authorization);
      const scanned = await deps.scanning.scan(door, toScan(door, body));
      return { status: 200, body: toScanAnswer(scanned) };
    },
  });
