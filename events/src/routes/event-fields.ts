// The body of an event as promoters send it.
import { field } from '@turnout/common/http';
import { z } from 'zod';
import { timezone, webUrl } from './fields.ts';

const orNull = (value: string | null | undefined): string | null => value ?? null;
const place = (max: number) => field.line(max).nullish().transform(orNull);

const location = z.strictObject({
  name: field.line(200),
  address: place(300),
  city: place(100),
  country: place(100),
});

const refundPolicy = z
  .strictObject({
    kind: z.enum(['none', 'until'], { error: 'must be none or until' }),
    untilHoursBefore: z
      .number({ error: 'must be a number of hours' })
      .min(0, { error: 'must be at least 0' })
      .max(8_784, { error: 'must be at most 8784' })
      .nullish(),
  })
  .refine((policy) => (policy.kind === 'until') === (typeof policy.untilHoursBefore === 'number'), {
    path: ['untilHoursBefore'],
    error: 'must be given with kind until, and only with it',
  })
  .transform(({ kind, untilHoursBefore }) => ({ kind, untilHoursBefore: untilHoursBefore ?? null }));

const waitingRoom = z
  .strictObject({
    enabled: z.boolean({ error: 'must be true or false' }),
    opensAt: field.instant.nullish(),
    admitPerMinute: z
      .number({ error: 'must be a number' })
      .positive({ error: 'must be more than 0' })
      .max(100_000, { error: 'must be at most 100000' })
      .nullish(),
    maxActive: field.whole(1, 1_000_000).nullish(),
  })
  .transform(({ enabled, opensAt, admitPerMinute, maxActive }) => ({
    enabled,
    opensAt: opensAt?.toISOString() ?? null,
    admitPerMinute: admitPerMinute ?? null,
    maxActive: maxActive ?? null,
  }));

const required = { name: field.line(200), startsAt: field.instant, endsAt: field.instant, timezone };

const optional = {
  description: field.text(20_000).nullable(),
  venueId: field.id.nullable(),
  location: location.nullable(),
  performerIds: z
    .array(field.id)
    .max(50, { error: 'must have at most 50 entries' })
    .transform((ids) => [...new Set(ids)]),
  imageUrl: webUrl.nullable(),
  holdMinutes: z
    .number({ error: 'must be a number of minutes' })
    .positive({ error: 'must be more than 0' })
    .max(1_440, { error: 'must be at most 1440 (a day)' }),
  maxPaymentAttempts: field.whole(1, 20),
  maxTicketsPerCustomer: field.whole(1, 10_000).nullable(),
  refundPolicy,
  reentry: z.boolean({ error: 'must be true or false' }),
  waitingRoom: waitingRoom.nullable(),
};

const onePlace = (body: { venueId?: unknown; location?: unknown }) => !body.venueId || !body.location;
const onePlaceOnly = { path: ['location'], error: 'must not be given together with venueId' };

export const newEvent = z
  .strictObject({ ...required, ...z.object(optional).partial().shape })
  .refine(onePlace, onePlaceOnly);

export const eventChanges = z
  .strictObject({
    ...z.object({ ...required, ...optional }).partial().shape,
    version: field.whole(1, Number.MAX_SAFE_INTEGER).optional(),
  })
  .refine(onePlace, onePlaceOnly);
