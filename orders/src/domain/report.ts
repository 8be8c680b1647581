// Sales of one event, added up from its orders: a fold, so that reading them one by one is enough.
import type { TicketTypeState } from '@turnout/common/messages';
import { isOpen, refundedTicketIds, ticketCountOf } from './order.ts';
import type { Order } from './order.ts';
import { unitsOf } from './units.ts';

interface Line {
  orders: number;
  tickets: number;
  revenueCents: number;
}

export interface SalesReport {
  eventId: string;
  currency: string | null;
  /** Orders by status. */
  orders: Record<string, number>;
  /** Tickets of paid orders that were not given back. */
  ticketsSold: number;
  grossCents: number;
  refundedCents: number;
  revenueCents: number;
  byTicketType: (Line & { ticketTypeId: string; name: string })[];
  /** Days in UTC, oldest first. */
  byDay: (Line & { day: string })[];
  byPromoCode: (Line & { promoCode: string; discountCents: number })[];
  checkedIn: number;
}

/** Adds up `orders`; only money that came in counts. Revenue by ticket type is before refunds, the totals are after. */
export async function reportOn(
  eventId: string,
  orders: AsyncIterable<Order>,
  known: { ticketTypes: readonly TicketTypeState[]; checkedIn: number },
): Promise<SalesReport> {
  const report: SalesReport = {
    eventId,
    currency: known.ticketTypes[0]?.currency ?? null,
    orders: {},
    ticketsSold: 0,
    grossCents: 0,
    refundedCents: 0,
    revenueCents: 0,
    byTicketType: known.ticketTypes.map(({ ticketTypeId, name }) => ({ ticketTypeId, name, ...emptyLine() })),
    byDay: [],
    byPromoCode: [],
    checkedIn: known.checkedIn,
  };
  for await (const order of orders) add(report, order);
  report.revenueCents = report.grossCents - report.refundedCents;
  report.byDay.sort((a, b) => a.day.localeCompare(b.day));
  return report;
}

const emptyLine = (): Line => ({ orders: 0, tickets: 0, revenueCents: 0 });

function add(report: SalesReport, order: Order): void {
  report.orders[order.status] = (report.orders[order.status] ?? 0) + 1;
  if (isOpen(order) || order.chargeId === null) return;
  const refundedCents = order.refunds
    .filter((refund) => refund.chargeId === order.chargeId)
    .reduce((sum, refund) => sum + refund.amountCents, 0);
  const sold = {
    orders: 1,
    tickets: ticketCountOf(order) - refundedTicketIds(order).length,
    revenueCents: order.totalCents - refundedCents,
  };
  report.ticketsSold += sold.tickets;
  report.grossCents += order.totalCents;
  report.refundedCents += refundedCents;
  const day = order.createdAt.slice(0, 10);
  addTo(
    lineOf(
      report.byDay,
      (line) => line.day === day,
      () => ({ day, ...emptyLine() }),
    ),
    sold,
  );
  if (order.promoCode !== null) {
    const promoCode = order.promoCode;
    const line = lineOf(
      report.byPromoCode,
      (known) => known.promoCode === promoCode,
      () => ({ promoCode, discountCents: 0, ...emptyLine() }),
    );
    line.discountCents += order.discountCents;
    addTo(line, sold);
  }
  for (const unit of unitsOf(order)) {
    const line = report.byTicketType.find((known) => known.ticketTypeId === unit.ticketTypeId);
    if (line) addTo(line, { orders: 0, tickets: unit.admits, revenueCents: unit.paidCents });
  }
  for (const item of order.items) {
    const line = report.byTicketType.find((known) => known.ticketTypeId === item.ticketTypeId);
    if (line) line.orders += 1;
  }
}

function lineOf<L>(lines: L[], matches: (line: L) => boolean, make: () => L): L {
  const found = lines.find(matches);
  if (found) return found;
  const line = make();
  lines.push(line);
  return line;
}

function addTo(line: Line, more: Line): void {
  line.orders += more.orders;
  line.tickets += more.tickets;
  line.revenueCents += more.revenueCents;
}
