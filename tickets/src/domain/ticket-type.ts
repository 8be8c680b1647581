// What is on sale for an event, and what may be decided about it.
import { AppError } from '@turnout/common/errors';
import type { InventoryState, TicketTypeState } from '@turnout/common/messages';
import { isCurrency } from '@turnout/common/money';

export interface TicketTypeDetails {
  name: string;
  description: string | null;
  priceCents: number;
  capacity: number;
  minPerOrder: number;
  maxPerOrder: number;
  salesStartAt: Date | null;
  salesEndAt: Date | null;
  hidden: boolean;
}

export interface TicketType extends TicketTypeDetails {
  ticketTypeId: string;
  version: number;
  eventId: string;
  promoterId: string;
  /** Fixed: what has been sold was sold in it. */
  currency: string;
  /** Fixed: people one of these lets in. */
  admits: number;
}

export type NewTicketType = Omit<TicketType, 'version'>;
export type Stock = InventoryState['types'][number];

/** Tickets that one item of an order can become; they are issued in one commit. */
const maxTicketsPerItem = 1_000;

export function createTicketType(wanted: NewTicketType): TicketType {
  if (!isCurrency(wanted.currency))
    throw invalid('currency', 'must be an ISO 4217 code in capitals, such as EUR');
  refuseBadDetails(wanted);
  return { ...wanted, version: 1 };
}

/** Returns the same object when nothing differs. Orders decide on sales under way; here what is known to be sold or held counts. */
export function editTicketType(
  type: TicketType,
  changes: Partial<TicketTypeDetails>,
  stock: Stock | undefined,
): TicketType {
  const edited: TicketType = { ...type, ...changes };
  if (JSON.stringify(edited) === JSON.stringify(type)) return type;
  refuseBadDetails(edited);
  const taken = (stock?.held ?? 0) + (stock?.sold ?? 0);
  if (edited.capacity < taken) {
    const message = `${taken} are held or sold already; the capacity cannot be lower.`;
    throw new AppError('conflict', 'capacity-below-sold', message, { field: 'capacity', facts: { taken } });
  }
  return { ...edited, version: type.version + 1 };
}

/** What of a type can be had now; before the first word from the stock ledger, all of it. */
export function availableOf(type: TicketType, stock: Stock | undefined): number {
  return stock?.available ?? type.capacity;
}

export function toTicketTypeState(
  type: TicketType,
  signingKey: TicketTypeState['signingKey'],
): TicketTypeState {
  return {
    ...type,
    salesStartAt: type.salesStartAt?.toISOString() ?? null,
    salesEndAt: type.salesEndAt?.toISOString() ?? null,
    signingKey,
  };
}

function refuseBadDetails(type: NewTicketType): void {
  if (type.maxPerOrder < type.minPerOrder) throw invalid('maxPerOrder', 'must not be less than minPerOrder');
  if (type.maxPerOrder * type.admits > maxTicketsPerItem) {
    throw invalid('maxPerOrder', `times admits must be at most ${maxTicketsPerItem} tickets`);
  }
  if (type.salesStartAt && type.salesEndAt && type.salesEndAt <= type.salesStartAt) {
    throw invalid('salesEndAt', 'must be after salesStartAt');
  }
}

function invalid(field: string, requirement: string): AppError {
  return AppError.badInput([{ message: `${field} ${requirement}`, code: 'field-invalid', field }]);
}
