// A ticket: one admission, issued to one person. Pure decisions; each returns only the tickets that change.
import { createHash } from 'node:crypto';
import type { NewMessage, OrderState, TicketState } from '@turnout/common/messages';

export type Ticket = TicketState & { createdAt: Date };
/** The part of an order that its tickets follow; whom to write to is no concern of theirs. */
export type FollowedOrder = Pick<
  OrderState,
  'orderId' | 'version' | 'userId' | 'eventId' | 'status' | 'items' | 'attendees' | 'chargeId' | 'refunds'
>;

export function toFollowedOrder(order: OrderState): FollowedOrder {
  const { orderId, version, userId, eventId, status, items, attendees, chargeId, refunds } = order;
  return { orderId, version, userId, eventId, status, items, attendees, chargeId, refunds };
}

export type TicketStatus = TicketState['status'];

/** The only ways on. A ticket that was used goes back to active only when the scan that used it is undone. */
const transitions: Record<TicketStatus, readonly TicketStatus[]> = {
  active: ['used', 'refunded', 'transferred', 'cancelled'],
  used: ['active'],
  refunded: [],
  transferred: [],
  cancelled: [],
};

export function canBecome(from: TicketStatus, to: TicketStatus): boolean {
  return transitions[from].includes(to);
}

/** Follows from the order and the place in it, so that issuing twice is issuing once. */
export function ticketIdOf(orderId: string, ordinal: number): string {
  return createHash('sha256').update(`${orderId}/${ordinal}`).digest('hex').slice(0, 24);
}

/** Every ticket that a paid order stands for: items in turn, `quantity * admits` of each. */
export function ticketsOf(order: FollowedOrder, now: Date): Ticket[] {
  const types = order.items.flatMap((item) =>
    Array.from({ length: item.quantity * item.admits }, () => item),
  );
  return types.map(({ ticketTypeId, name }, ordinal) => ({
    ticketId: ticketIdOf(order.orderId, ordinal),
    version: 1,
    orderId: order.orderId,
    eventId: order.eventId,
    ticketTypeId,
    ticketTypeName: name,
    userId: order.userId,
    status: 'active',
    issueNumber: 1,
    ordinal,
    holder: holderIn(order, ordinal),
    createdAt: now,
  }));
}

/** What an order's newest state changes about the tickets issued for it: given back, cancelled, or another name on them. */
export function followOrder(tickets: readonly Ticket[], order: FollowedOrder): Ticket[] {
  return tickets.flatMap((ticket) => {
    const ended = endFor(ticket, order);
    if (ended && canBecome(ticket.status, ended)) return [next(ticket, { status: ended })];
    const holder = holderIn(order, ticket.ordinal);
    const isBuyers = ticket.issueNumber === 1 && ticket.userId === order.userId;
    if (ticket.status !== 'active' || !isBuyers || isSameName(holder, ticket.holder)) return [];
    return [next(ticket, { holder })];
  });
}

/** What the gate's records change: inside once means used; all of them undone means that it never was. */
export function followCheckIns(
  ticket: Ticket,
  checkIns: readonly { direction: 'in' | 'out'; undone: boolean }[],
): Ticket | undefined {
  const status = checkIns.some((checkIn) => checkIn.direction === 'in' && !checkIn.undone)
    ? 'used'
    : 'active';
  const scanned = ticket.status === 'active' || ticket.status === 'used';
  return scanned && canBecome(ticket.status, status) ? next(ticket, { status }) : undefined;
}

/** Only these may be shown at a gate. */
export function isValid(ticket: Ticket): boolean {
  return ticket.status === 'active' || ticket.status === 'used';
}

export function toTicketMessage({ createdAt: _createdAt, ...data }: Ticket): NewMessage {
  const type = data.version === 1 ? 'TicketCreated' : 'TicketUpdated';
  return { type, aggregateId: data.ticketId, version: data.version, data };
}

function endFor(ticket: Ticket, order: FollowedOrder): TicketStatus | undefined {
  if (order.status === 'cancelled') return 'cancelled';
  if (order.status === 'refunded') return 'refunded';
  const names = order.refunds.some(({ ticketIds, chargeId }) =>
    // Without names it is all that the charge paid for; money of another charge (a late or double one) bought no ticket.
    ticketIds.length === 0 ? chargeId === order.chargeId : ticketIds.includes(ticket.ticketId),
  );
  return names ? 'refunded' : undefined;
}

function holderIn(order: FollowedOrder, ordinal: number): Ticket['holder'] {
  const { firstName = '', lastName = '' } = order.attendees[ordinal] ?? {};
  return { firstName, lastName };
}

function isSameName(left: Ticket['holder'], right: Ticket['holder']): boolean {
  return left.firstName === right.firstName && left.lastName === right.lastName;
}

function next(ticket: Ticket, changes: Partial<Ticket>): Ticket {
  return { ...ticket, ...changes, version: ticket.version + 1 };
}
