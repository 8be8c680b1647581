// May this customer have these tickets at these prices right now? The answer is an order, or the refusal that says why.
import { AppError } from '@turnout/common/errors';
import type {
  EventState,
  OrderItem,
  OrderState,
  PromoCodeState,
  TicketTypeState,
} from '@turnout/common/messages';
import { firstShort } from './inventory.ts';
import type { Inventory } from './inventory.ts';
import { countedTickets, ticketCountOf } from './order.ts';
import type { Order } from './order.ts';
import { discountFor } from './units.ts';

export interface OrderRequest {
  userId: string;
  userEmail: string;
  eventId: string;
  items: readonly { ticketTypeId: string; quantity: number; unitPriceCents?: number | undefined }[];
  promoCode: string | null;
  attendees: OrderState['attendees'];
  replaceOpenOrder: boolean;
  requestKey: string | null;
}

/** What the shop knows about the event when it decides. */
export interface Catalog {
  event: EventState | undefined;
  ticketTypes: readonly TicketTypeState[];
  promoCodes: readonly PromoCodeState[];
}

interface Situation {
  catalog: Catalog;
  inventory: Inventory;
  /** The customer's orders for the event; an open one has been dealt with before. */
  ownOrders: readonly Order[];
  now: Date;
  newId: () => string;
}

/** A draft order that holds its stock from now on. Throws the 404 or 409 that the customer gets. */
export function placeOrder(request: OrderRequest, situation: Situation): Order {
  const { now, inventory, ownOrders } = situation;
  const event = onSaleEvent(situation);
  const promo = request.promoCode === null ? undefined : usablePromo(request, situation);
  const items = request.items.map((item, index) => pricedItem({ item, index, promo }, situation));
  const short = firstShort(inventory, request.items);
  if (short) throw soldOut(inventory, short.ticketTypeId);
  refuseAboveLimit({ items, ownOrders, limit: event.maxTicketsPerCustomer });
  const discountedTypeIds = promo ? coveredTypeIds(promo, situation.catalog) : [];
  const discountCents = promo ? discountFor(items, discountedTypeIds, promo) : 0;
  return {
    orderId: situation.newId(),
    version: 1,
    userId: request.userId,
    userEmail: request.userEmail,
    eventId: event.eventId,
    eventName: event.name,
    promoterId: event.promoterId,
    status: 'draft',
    items,
    attendees: attendeesFor(items, request.attendees),
    promoCode: promo?.code ?? null,
    discountCents,
    totalCents: items.reduce((sum, item) => sum + item.quantity * item.unitPriceCents, 0) - discountCents,
    currency: currencyOf(request, situation.catalog),
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + event.holdMinutes * 60_000).toISOString(),
    paymentAttempts: 0,
    maxPaymentAttempts: event.maxPaymentAttempts,
    chargeId: null,
    cancelReason: null,
    refunds: [],
    promoCodeId: promo?.promoCodeId ?? null,
    discountedTypeIds,
    failedChargeIds: [],
    requestKey: request.requestKey,
  };
}

export function soldOut(inventory: Pick<Inventory, 'types'>, ticketTypeId: string): AppError {
  const available = inventory.types.find((stock) => stock.ticketTypeId === ticketTypeId)?.available ?? 0;
  const message =
    available > 0 ? `Only ${available} of these tickets are left.` : 'These tickets are sold out.';
  return new AppError('conflict', 'sold-out', message, { facts: { ticketTypeId, available } });
}

/** Names for at most as many people as the order lets in. Throws a 400 that names `attendees`. */
export function attendeesFor(
  items: readonly OrderItem[],
  attendees: OrderState['attendees'],
): OrderState['attendees'] {
  const places = ticketCountOf({ items: [...items] });
  if (attendees.length <= places) return attendees;
  throw AppError.badInput([
    {
      message: `attendees must be at most ${places} names, one for each ticket`,
      code: 'field-invalid',
      field: 'attendees',
    },
  ]);
}

/** The event, if tickets may be asked for now. Throws 404 or 409. */
export function onSaleEvent({
  catalog,
  inventory,
  now,
}: Pick<Situation, 'catalog' | 'inventory' | 'now'>): EventState {
  const { event } = catalog;
  if (!event || event.status === 'draft')
    throw new AppError('not-found', 'event-not-found', 'There is no such event.');
  if (event.status === 'cancelled' || inventory.closed)
    throw new AppError('conflict', 'event-cancelled', 'This event has been cancelled.');
  if (event.status === 'ended' || now.getTime() >= Date.parse(event.endsAt))
    throw salesClosed('This event is over.');
  return event;
}

export interface ItemContext {
  item: OrderRequest['items'][number];
  index: number;
  promo: PromoCodeState | undefined;
}

/** One item at today's price. Throws 404 or 409. */
export function pricedItem(
  { item, index, promo }: ItemContext,
  { catalog, now }: Pick<Situation, 'catalog' | 'now'>,
): OrderItem {
  const type = catalog.ticketTypes.find((candidate) => candidate.ticketTypeId === item.ticketTypeId);
  const unlocked = type && promo?.unlocksHidden && covers(promo, type.ticketTypeId);
  if (!type || (type.hidden && !unlocked)) {
    throw new AppError('not-found', 'ticket-type-not-found', 'There is no such ticket type for this event.', {
      field: `items.${index}.ticketTypeId`,
    });
  }
  const facts = { ticketTypeId: type.ticketTypeId };
  if (type.salesStartAt && now.getTime() < Date.parse(type.salesStartAt))
    throw salesClosed(`Sales of ${type.name} have not started yet.`, facts);
  if (type.salesEndAt && now.getTime() >= Date.parse(type.salesEndAt))
    throw salesClosed(`Sales of ${type.name} have ended.`, facts);
  if (item.quantity < type.minPerOrder || item.quantity > type.maxPerOrder) {
    const message = `${type.name}: between ${type.minPerOrder} and ${type.maxPerOrder} in one order.`;
    throw new AppError('conflict', 'limit-exceeded', message, {
      field: `items.${index}.quantity`,
      facts: { ...facts, minPerOrder: type.minPerOrder, maxPerOrder: type.maxPerOrder },
    });
  }
  if (item.unitPriceCents !== undefined && item.unitPriceCents !== type.priceCents) {
    const price = { unitPriceCents: type.priceCents, currency: type.currency };
    throw new AppError('conflict', 'price-changed', `The price of ${type.name} has changed.`, {
      field: `items.${index}.unitPriceCents`,
      facts: { ...facts, ...price },
    });
  }
  return {
    ticketTypeId: type.ticketTypeId,
    name: type.name,
    quantity: item.quantity,
    unitPriceCents: type.priceCents,
    admits: type.admits,
  };
}

function usablePromo(request: OrderRequest, { catalog, inventory, now }: Situation): PromoCodeState {
  const wanted = request.promoCode?.trim().toUpperCase();
  const promo = catalog.promoCodes.find((candidate) => candidate.code.toUpperCase() === wanted);
  if (!promo?.active) throw promoInvalid('This promo code is not valid for this event.');
  if (promo.validFrom && now.getTime() < Date.parse(promo.validFrom))
    throw promoInvalid('This promo code is not valid yet.');
  if (promo.validUntil && now.getTime() >= Date.parse(promo.validUntil))
    throw promoInvalid('This promo code has run out.');
  if (promo.maxUses !== null && (inventory.promoUses[promo.promoCodeId] ?? 0) >= promo.maxUses)
    throw promoInvalid('This promo code has been used up.');
  if (!request.items.some((item) => covers(promo, item.ticketTypeId)))
    throw promoInvalid('This promo code is not valid for these tickets.');
  return promo;
}

const covers = (promo: PromoCodeState, ticketTypeId: string) =>
  promo.ticketTypeIds.length === 0 || promo.ticketTypeIds.includes(ticketTypeId);
const coveredTypeIds = (promo: PromoCodeState, catalog: Catalog) =>
  catalog.ticketTypes.map((type) => type.ticketTypeId).filter((ticketTypeId) => covers(promo, ticketTypeId));
const promoInvalid = (message: string) =>
  new AppError('conflict', 'promo-code-invalid', message, { field: 'promoCode' });
const salesClosed = (message: string, facts: Record<string, unknown> = {}) =>
  new AppError('conflict', 'sales-closed', message, { facts });

function refuseAboveLimit({
  items,
  ownOrders,
  limit,
}: {
  items: OrderItem[];
  ownOrders: readonly Order[];
  limit: number | null;
}): void {
  if (limit === null) return;
  const had = ownOrders.reduce((sum, order) => sum + countedTickets(order), 0);
  if (had + ticketCountOf({ items }) <= limit) return;
  throw new AppError('conflict', 'limit-exceeded', `At most ${limit} tickets per person; you have ${had}.`, {
    facts: { maxTicketsPerCustomer: limit, alreadyOrdered: had },
  });
}

function currencyOf(request: OrderRequest, catalog: Catalog): string {
  const currencies = new Set(
    catalog.ticketTypes
      .filter((type) => request.items.some((item) => item.ticketTypeId === type.ticketTypeId))
      .map((type) => type.currency),
  );
  const [currency, other] = currencies;
  if (!currency || other)
    throw new AppError(
      'conflict',
      'currency-mismatch',
      'These tickets are sold in different currencies; order them apart.',
    );
  return currency;
}
