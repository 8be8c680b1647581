import { z } from 'zod';
import { count, id, instant, version } from './fields.ts';

export const eventLocation = z.object({
  name: z.string(),
  address: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
});

/** Until when a buyer may give tickets back on their own: `none`, or until `untilHoursBefore` the start. */
export const refundPolicy = z.object({
  kind: z.enum(['none', 'until']),
  untilHoursBefore: z.number().min(0).nullable(),
});

export const waitingRoomSettings = z.object({
  enabled: z.boolean(),
  opensAt: instant.nullable(),
  admitPerMinute: z.number().positive().nullable(),
  maxActive: count.nullable(),
});

/** Public state of an event; `version` rises with each change. */
export const eventState = z.object({
  eventId: id,
  version,
  slug: z.string(),
  promoterId: id,
  name: z.string(),
  description: z.string().nullable(),
  status: z.enum(['draft', 'published', 'cancelled', 'ended']),
  startsAt: instant,
  endsAt: instant,
  timezone: z.string(),
  location: eventLocation.nullable(),
  imageUrl: z.string().nullable(),
  holdMinutes: z.number().positive(),
  maxPaymentAttempts: z.int().min(1),
  maxTicketsPerCustomer: z.int().min(1).nullable(),
  refundPolicy,
  reentry: z.boolean(),
  waitingRoom: waitingRoomSettings.nullable(),
});
export type EventState = z.infer<typeof eventState>;
