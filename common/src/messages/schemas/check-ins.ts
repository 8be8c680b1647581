import { z } from 'zod';
import { id, instant, version } from './fields.ts';

/** One admission (or exit) that the gate recorded; refusals are not published. */
export const checkInState = z.object({
  scanId: id,
  version,
  ticketId: id,
  orderId: id,
  eventId: id,
  ticketTypeId: id,
  direction: z.enum(['in', 'out']),
  gate: z.string().nullable(),
  scannedAt: instant,
  undone: z.boolean(),
});
export type CheckInState = z.infer<typeof checkInState>;
