import { isAppError } from '@turnout/common/errors';
import { route } from '@turnout/common/http';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import type { Door, Scan } from '../scanning.ts';
import { doorOf } from './known.ts';
import { scanAnswer, scanBody, toScan, toScanAnswer } from './scan-body.ts';

const refusal = z.object({
  scanId: z.string(),
  errors: z.array(z.object({ message: z.string(), code: z.string() })),
});

export const scanBatch = (deps: Pick<Deps, 'store' | 'scanning' | 'now'>) =>
  route({
    method: 'post',
    path: '/api/scanner/scans/batch',
    summary:
      'With a door token: what a device scanned on its own; one result per scan, in the order they were sent',
    access: 'own',
    body: z.strictObject({
      scans: z
        .array(scanBody)
        .min(1, { error: 'must have at least 1 scan' })
        .max(200, { error: 'must have at most 200 scans' }),
    }),
    answers: z.object({ results: z.array(z.union([scanAnswer, refusal])) }),
    handler: async ({ request, body }) => {
      const door = await doorOf(deps, request.headers.authorization);
      const scans = body.scans.map((scan) => toScan(door, scan));
      return { status: 200, body: { results: await decideInTurn(deps, door, scans) } };
    },
  });

type Result = z.infer<typeof scanAnswer> | z.infer<typeof refusal>;

/** Scans of one code are decided in the order of their times, so that the first to come is the one admitted; different codes go side by side. */
async function decideInTurn(
  { scanning }: Pick<Deps, 'scanning'>,
  door: Door,
  scans: Scan[],
): Promise<Result[]> {
  const results = new Map<Scan, Result>();
  const byTime = [...scans].sort((left, right) => left.scannedAt.getTime() - right.scannedAt.getTime());
  const lines = new Map<string, Scan[]>();
  for (const scan of byTime) lines.set(scan.code, [...(lines.get(scan.code) ?? []), scan]);
  await Promise.all(
    [...lines.values()].map(async (line) => {
      for (const scan of line) results.set(scan, await decideOne(scanning, door, scan));
    }),
  );
  return scans.flatMap((scan) => results.get(scan) ?? []);
}

/** What refuses one scan must not keep the others from being decided. */
async function decideOne(scanning: Deps['scanning'], door: Door, scan: Scan): Promise<Result> {
  try {
    return toScanAnswer(await scanning.scan(door, scan));
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { scanId: scan.scanId, errors: error.details };
  }
}
