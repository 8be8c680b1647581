import type { TicketType } from './types.ts';

export type SaleState = 'not-started' | 'ended' | 'sold-out' | 'few-left' | 'on-sale';

/** Below this many (or a tenth of a small room) a buyer deserves to know that it is getting close. */
const fewLeft = 10;

export function saleState(type: TicketType, now: number): SaleState {
  if (type.salesStartAt && Date.parse(type.salesStartAt) > now) return 'not-started';
  if (type.salesEndAt && Date.parse(type.salesEndAt) <= now) return 'ended';
  if (type.available < 1) return 'sold-out';
  return type.available <= fewLeft && type.available < type.capacity ? 'few-left' : 'on-sale';
}

export const isBuyable = (state: SaleState) => state === 'on-sale' || state === 'few-left';

/** The most one order may take of this type now. */
export function mostPerOrder(type: TicketType): number {
  return Math.max(0, Math.min(type.maxPerOrder, type.available));
}

/** One press on plus: the first press takes the minimum of the type. */
export function stepUp(type: TicketType, quantity: number): number {
  const next = quantity === 0 ? type.minPerOrder : quantity + 1;
  return next > mostPerOrder(type) ? quantity : next;
}

/** One press on minus: below the minimum there is only none. */
export function stepDown(type: TicketType, quantity: number): number {
  const next = quantity - 1;
  return next < type.minPerOrder ? 0 : next;
}

export type Selection = Record<string, number>;

/** Whether one more press on plus stays inside the event's limit, which counts people, not packages. */
export function fitsLimit(
  type: TicketType,
  chosen: { selection: Selection; types: TicketType[]; limit: number | null },
): boolean {
  const { selection, types, limit } = chosen;
  if (limit === null) return true;
  const people = types.reduce((sum, each) => sum + (selection[each.id] ?? 0) * each.admits, 0);
  const step = stepUp(type, selection[type.id] ?? 0) - (selection[type.id] ?? 0);
  return people + step * type.admits <= limit;
}

/** Keeps a selection true when stock or the clock moved on: too many becomes what is left, or none. */
export function clampSelection(selection: Selection, types: TicketType[], now: number): Selection {
  const kept: Selection = {};
  for (const type of types) {
    const wanted = Math.min(selection[type.id] ?? 0, mostPerOrder(type));
    if (wanted >= Math.max(1, type.minPerOrder) && isBuyable(saleState(type, now))) kept[type.id] = wanted;
  }
  return kept;
}

export function selectionTotal(selection: Selection, types: TicketType[]) {
  const count = types.reduce((sum, type) => sum + (selection[type.id] ?? 0), 0);
  const totalCents = types.reduce((sum, type) => sum + (selection[type.id] ?? 0) * type.priceCents, 0);
  return { count, totalCents };
}

/** "typeA:2,typeB:1", so that a selection survives the way over the sign-in page. */
export function selectionToText(selection: Selection): string {
  return Object.entries(selection)
    .filter(([, quantity]) => quantity > 0)
    .map(([ticketTypeId, quantity]) => `${ticketTypeId}:${quantity}`)
    .join(',');
}

export function selectionFromText(text: string | undefined): Selection {
  const selection: Selection = {};
  for (const part of (text ?? '').split(',').slice(0, 50)) {
    const [ticketTypeId, quantity] = part.split(':');
    const count = Number(quantity);
    if (ticketTypeId && Number.isInteger(count) && count > 0 && count <= 1_000)
      selection[ticketTypeId] = count;
  }
  return selection;
}
