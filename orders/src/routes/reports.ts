import { AppError } from '@turnout/common/errors';
import { param, route } from '@turnout/common/http';
import { stringify } from 'csv-stringify/sync';
import { reportOn } from '../domain/report.ts';
import type { SalesReport } from '../domain/report.ts';
import type { RouteDeps } from './deps.ts';

const noSuchEvent = () => new AppError('not-found', 'event-not-found', 'There is no such event.');

async function reportFor(
  { copies, orders }: RouteDeps,
  promoterId: string,
  eventId: string,
): Promise<SalesReport> {
  if (!(await copies.findEventForPromoter(promoterId, eventId))) throw noSuchEvent();
  const known = {
    ticketTypes: await copies.listTicketTypes(eventId),
    checkedIn: await copies.countCheckedIn(eventId),
  };
  return reportOn(eventId, orders.streamForEvent(eventId), known);
}

/** A cell that starts like a formula is quoted by the writer, so that a spreadsheet does not run it. */
const toCsv = (rows: Record<string, unknown>[], columns: string[]) =>
  stringify(rows, { header: true, columns, escape_formulas: true, bom: true });
const csvHeaders = (fileName: string) => ({
  'Content-Type': 'text/csv; charset=utf-8',
  'Content-Disposition': `attachment; filename="${fileName}"`,
});

export const showReport = (deps: RouteDeps) =>
  route({
    method: 'get',
    path: '/api/reports/events/:id',
    summary: 'Sales of my event',
    access: 'promoter',
    params: { id: param.id() },
    async handler({ user, path }) {
      return { status: 200, body: await reportFor(deps, user.userId, path.id) };
    },
  });

export const exportReport = (deps: RouteDeps) =>
  route({
    method: 'get',
    path: '/api/reports/events/:id.csv',
    summary: 'Sales of my event by day, as CSV',
    access: 'promoter',
    params: { id: param.id() },
    async handler({ user, path }) {
      const report = await reportFor(deps, user.userId, path.id);
      const rows = report.byDay.map((line) => ({ ...line, currency: report.currency }));
      const body = toCsv(rows, ['day', 'orders', 'tickets', 'revenueCents', 'currency']);
      return { status: 200, body, headers: csvHeaders(`sales-${path.id}.csv`) };
    },
  });

export const exportOrders = (deps: RouteDeps) =>
  route({
    method: 'get',
    path: '/api/orders/export.csv',
    summary: 'All orders of my event, as CSV',
    access: 'promoter',
    query: { eventId: param.id() },
    async handler({ user, query }) {
      if (!(await deps.copies.findEventForPromoter(user.userId, query.eventId))) throw noSuchEvent();
      const rows: Record<string, unknown>[] = [];
      for await (const order of deps.orders.streamForEvent(query.eventId)) {
        const items = order.items.map((item) => `${item.quantity} x ${item.name}`).join(', ');
        const attendees = order.attendees
          .map((person) => `${person.firstName} ${person.lastName}`)
          .join(', ');
        rows.push({ ...order, items, attendees });
      }
      const columns = [
        'orderId',
        'createdAt',
        'status',
        'userEmail',
        'items',
        'attendees',
        'promoCode',
        'discountCents',
        'totalCents',
        'currency',
      ];
      return { status: 200, body: toCsv(rows, columns), headers: csvHeaders(`orders-${query.eventId}.csv`) };
    },
  });
