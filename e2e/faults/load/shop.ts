// The event that a run sells, made through the API by a promoter.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { InventoryRow } from '../audit/rows.ts';
import type { Stack } from '../stack/stack.ts';
import type { Person } from '../stack/tokens.ts';
import type { Asking } from './ask.ts';

export interface TicketTypeOnSale {
  ticketTypeId: string;
  name: string;
  priceCents: number;
  admits: number;
  capacity: number;
}

export interface Shop {
  stack: Stack;
  asking: Asking;
  promoter: Person;
  eventId: string;
  types: TicketTypeOnSale[];
  promoCode: string | null;
  holdMs: number;
  doors: { gate: string; token: string }[];
}

export interface ShopWish {
  holdMinutes: number;
  maxTicketsPerCustomer?: number;
  types: { name: string; priceCents: number; capacity: number; admits?: number }[];
  promoCode?: { percentOff: number; maxUses: number };
  gates?: string[];
}

export const hexId = (): string => randomBytes(12).toString('hex');

/** Opens the event and waits until every service that needs it has heard of it. */
export async function openShop(stack: Stack, asking: Asking, wish: ShopWish): Promise<Shop> {
  const promoter = stack.mint(`p${hexId().slice(1)}`, 'promoter');
  const make = async <T>(path: string, body: object): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      const request = {
        who: 'promoter',
        method: 'POST' as const,
        url: `${stack.url}${path}`,
        token: promoter.token,
        body,
      };
      const outcome = await asking.untilKnown<T>(request);
      if (outcome.kind === 'ok') return outcome.body;
      if (tries > 40) throw new Error(`${path}: ${JSON.stringify(outcome)}`);
      await pause(250);
    }
  };
  const day = 86_400_000;
  const { id: eventId } = await make<{ id: string }>('/api/events', {
    name: 'Harness Night',
    startsAt: new Date(Date.now() + 30 * day).toISOString(),
    endsAt: new Date(Date.now() + 30 * day + 4 * 3_600_000).toISOString(),
    timezone: 'Europe/Paris',
    location: { name: 'Harness Hall', city: 'Paris' },
    holdMinutes: wish.holdMinutes,
    ...(wish.maxTicketsPerCustomer ? { maxTicketsPerCustomer: wish.maxTicketsPerCustomer } : {}),
  });
  const types: TicketTypeOnSale[] = [];
  for (const type of wish.types) {
    const admits = type.admits ?? 1;
    const { id } = await make<{ id: string }>('/api/ticket-types', {
      eventId,
      currency: 'EUR',
      ...type,
      admits,
    });
    types.push({ ...type, admits, ticketTypeId: id });
  }
  const code = wish.promoCode ? 'EARLY' : null;
  if (wish.promoCode) await make('/api/promo-codes', { eventId, code, ...wish.promoCode });
  await make(`/api/events/${eventId}/publish`, {});
  const doors = [];
  for (const gate of wish.gates ?? []) {
    const session = { eventId, name: gate, gate, role: 'steward' };
    const { token } = await make<{ token: string }>('/api/scanner/sessions', session);
    doors.push({ gate, token });
  }
  await untilKnownToAll(stack, { eventId, types: types.length, code });
  return {
    stack,
    asking,
    promoter,
    eventId,
    types,
    promoCode: code,
    holdMs: wish.holdMinutes * 60_000,
    doors,
  };
}

async function untilKnownToAll(
  stack: Stack,
  { eventId, types, code }: { eventId: string; types: number; code: string | null },
): Promise<void> {
  const orders = stack.mongo.db('turnout-orders');
  const deadline = Date.now() + 60_000;
  for (;;) {
    const inventory = await orders.collection<InventoryRow>('inventories').findOne({ _id: eventId });
    const event = await orders
      .collection<{ _id: string }>('events')
      .findOne({ _id: eventId, status: 'published' });
    const promo = code === null || (await orders.collection('promo_codes').findOne({ eventId }));
    if (inventory?.types.length === types && event && promo) return;
    if (Date.now() > deadline) throw new Error('the event did not reach orders within a minute');
    await pause(100);
  }
}
