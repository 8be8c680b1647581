// A scan as a device sends it, and the answer it gets.
import { field } from '@turnout/common/http';
import { z } from 'zod';
import type { ScanPlace } from '../domain/presence.ts';
import { verdicts } from '../domain/verdict.ts';
import type { Door, Scan, Scanned } from '../scanning.ts';
import { gate } from './fields.ts';

export const scanBody = z.strictObject({
  scanId: field.id,
  code: z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(1_000, { error: 'must have at most 1000 characters' }),
  scannedAt: field.instant,
  gate: gate.nullish(),
  direction: z.enum(['in', 'out'], { error: 'must be in or out' }).default('in'),
});

const place = z.object({ gate: z.string().nullable(), scannedAt: z.string() });

export const scanAnswer = z.object({
  scanId: z.string(),
  verdict: z.enum(verdicts),
  ticket: z
    .object({
      id: z.string(),
      orderId: z.string(),
      ticketTypeId: z.string(),
      ticketTypeName: z.string(),
      holder: z.object({ firstName: z.string(), lastName: z.string() }),
    })
    .optional(),
  firstScan: place.optional(),
});

export function toScan(door: Door, body: z.output<typeof scanBody>): Scan {
  return { ...body, gate: body.gate ?? door.session.gate };
}

export function toScanAnswer({ checkIn, ticket }: Scanned): z.infer<typeof scanAnswer> {
  const { scanId, verdict, firstScan } = checkIn;
  return {
    scanId,
    verdict,
    ...(ticket ? { ticket: toTicketBody(ticket) } : {}),
    ...(firstScan ? { firstScan: toPlace(firstScan) } : {}),
  };
}

function toTicketBody({
  ticketId,
  orderId,
  ticketTypeId,
  ticketTypeName,
  holder,
}: NonNullable<Scanned['ticket']>) {
  return { id: ticketId, orderId, ticketTypeId, ticketTypeName, holder };
}

function toPlace({ gate, scannedAt }: ScanPlace): z.infer<typeof place> {
  return { gate, scannedAt: scannedAt.toISOString() };
}
