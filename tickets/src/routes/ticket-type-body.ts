// A ticket type as promoters send it and the API answers it.
import { field } from '@turnout/common/http';
import { ticketTypeState } from '@turnout/common/messages';
import { z } from 'zod';
import { availableOf } from '../domain/ticket-type.ts';
import type { Stock, TicketType } from '../domain/ticket-type.ts';

const maxPriceCents = 100_000_000;
const changeable = {
  name: field.line(100),
  description: field.text(2_000).nullable(),
  priceCents: field.whole(0, maxPriceCents),
  capacity: field.whole(0, 1_000_000),
  minPerOrder: field.whole(1, 100),
  maxPerOrder: field.whole(1, 100),
  salesStartAt: field.instant.nullable(),
  salesEndAt: field.instant.nullable(),
  hidden: z.boolean({ error: 'must be true or false' }),
};

export const newTicketType = z.strictObject({
  ...z.object(changeable).partial({
    description: true,
    minPerOrder: true,
    maxPerOrder: true,
    salesStartAt: true,
    salesEndAt: true,
    hidden: true,
  }).shape,
  eventId: field.id,
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 code in capitals, such as EUR' }),
  admits: field.whole(1, 100).optional(),
});

export const ticketTypeChanges = z.strictObject({
  ...z.object(changeable).partial().shape,
  version: field.whole(1, Number.MAX_SAFE_INTEGER).optional(),
});

export const ticketTypeBody = z.object({
  id: z.string(),
  ...ticketTypeState.omit({ ticketTypeId: true, signingKey: true, promoterId: true }).shape,
  available: z.int().min(0),
});

export function toTicketTypeBody(type: TicketType, stock: readonly Stock[]): z.infer<typeof ticketTypeBody> {
  const { ticketTypeId, promoterId: _owner, salesStartAt, salesEndAt, ...rest } = type;
  return {
    id: ticketTypeId,
    ...rest,
    salesStartAt: salesStartAt?.toISOString() ?? null,
    salesEndAt: salesEndAt?.toISOString() ?? null,
    available: availableOf(
      type,
      stock.find((line) => line.ticketTypeId === ticketTypeId),
    ),
  };
}
