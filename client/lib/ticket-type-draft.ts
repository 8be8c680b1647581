import { moneyInput, parseMoney } from './money.ts';
import { isoToWallTime, wallTimeToIso } from './time.ts';
import type { TicketType, TicketTypeChanges, TicketTypeInput } from './types.ts';

/** The ticket type form as text. */
export interface TicketTypeDraft {
  name: string;
  description: string;
  price: string;
  currency: string;
  capacity: string;
  admits: string;
  minPerOrder: string;
  maxPerOrder: string;
  salesStartAt: string;
  salesEndAt: string;
  hidden: boolean;
}

export function ticketTypeDraft(
  type: TicketType | null,
  currency: string,
  timeZone: string,
): TicketTypeDraft {
  const wall = (iso: string | null | undefined) => (iso ? isoToWallTime(iso, timeZone) : '');
  return {
    name: type?.name ?? '',
    description: type?.description ?? '',
    price: type ? moneyInput(type.priceCents, type.currency) : '',
    currency: type?.currency ?? currency,
    capacity: type ? String(type.capacity) : '',
    admits: String(type?.admits ?? 1),
    minPerOrder: String(type?.minPerOrder ?? 1),
    maxPerOrder: String(type?.maxPerOrder ?? 10),
    salesStartAt: wall(type?.salesStartAt),
    salesEndAt: wall(type?.salesEndAt),
    hidden: type?.hidden ?? false,
  };
}

const wholeNumber = (text: string, atLeast: number) => {
  const value = Number(text.trim() === '' ? Number.NaN : text);
  return Number.isInteger(value) && value >= atLeast ? value : null;
};

/** What the API is sent, or what is wrong with which field. */
export function ticketTypeInputOf(draft: TicketTypeDraft, timeZone: string) {
  const problems: Record<string, string> = {};
  const priceCents = parseMoney(draft.price.trim(), draft.currency);
  const capacity = wholeNumber(draft.capacity, 0);
  const admits = wholeNumber(draft.admits, 1);
  const minPerOrder = wholeNumber(draft.minPerOrder, 1);
  const maxPerOrder = wholeNumber(draft.maxPerOrder, 1);
  const salesStartAt = draft.salesStartAt ? wallTimeToIso(draft.salesStartAt, timeZone) : null;
  const salesEndAt = draft.salesEndAt ? wallTimeToIso(draft.salesEndAt, timeZone) : null;
  if (!draft.name.trim()) problems.name = 'Name it, like "Early bird".';
  if (priceCents === null) problems.price = 'Enter an amount, 0 for free.';
  if (capacity === null) problems.capacity = 'Enter how many there are.';
  if (admits === null) problems.admits = 'At least 1.';
  if (minPerOrder === null) problems.minPerOrder = 'At least 1.';
  if (maxPerOrder === null || (minPerOrder !== null && maxPerOrder < minPerOrder))
    problems.maxPerOrder = 'Not below the minimum.';
  if (salesStartAt && salesEndAt && salesEndAt <= salesStartAt)
    problems.salesEndAt = 'After the start of sales.';
  if (
    priceCents === null ||
    capacity === null ||
    admits === null ||
    minPerOrder === null ||
    maxPerOrder === null
  ) {
    return { input: null, problems };
  }
  const input: TicketTypeInput = {
    name: draft.name.trim(),
    ...(draft.description.trim() ? { description: draft.description.trim() } : {}),
    priceCents,
    currency: draft.currency,
    capacity,
    admits,
    minPerOrder,
    maxPerOrder,
    ...(salesStartAt ? { salesStartAt } : {}),
    ...(salesEndAt ? { salesEndAt } : {}),
    hidden: draft.hidden,
  };
  return { input: Object.keys(problems).length === 0 ? input : null, problems };
}

const clearable = ['description', 'salesStartAt', 'salesEndAt'] as const;

/** What differs from the ticket type as it stands (null for what was emptied): a change of one field must not touch the others. */
export function changedFields(type: TicketType, input: TicketTypeInput): TicketTypeChanges {
  const before: Record<string, unknown> = { ...type };
  const changed = Object.entries(input).filter(([key, value]) => before[key] !== value);
  const emptied = clearable.filter((key) => type[key] !== null && input[key] === undefined);
  return { ...Object.fromEntries(changed), ...Object.fromEntries(emptied.map((key) => [key, null])) };
}
