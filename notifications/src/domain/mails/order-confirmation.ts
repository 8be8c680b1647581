import type { EventState, OrderState, TicketState } from '@turnout/common/messages';
import { formatMoney } from '@turnout/common/money';
import type { MailContent } from './mail.ts';
import { toMail } from './mail.ts';
import { whenItStarts, whereItIs } from './times-and-places.ts';

export type ConfirmedOrder = Pick<
  OrderState,
  'orderId' | 'status' | 'items' | 'discountCents' | 'totalCents' | 'currency'
>;
export type MailedEvent = Pick<EventState, 'name' | 'startsAt' | 'timezone' | 'location'>;
export type MailedTicket = Pick<TicketState, 'ticketTypeName' | 'holder' | 'status' | 'ordinal'>;

/** Whether an order is bought and all of its tickets are known: only then may the buyer be told that they are there. */
export function isReadyToConfirm(order: Pick<OrderState, 'status' | 'items'>, ticketsKnown: number): boolean {
  const admissions = order.items.reduce((sum, item) => sum + item.quantity * item.admits, 0);
  return order.status === 'completed' && ticketsKnown >= admissions;
}

interface Confirmation {
  order: ConfirmedOrder;
  event: MailedEvent;
  tickets: MailedTicket[];
  publicUrl: string;
}

export function orderConfirmation({ order, event, tickets, publicUrl }: Confirmation): MailContent {
  const money = (cents: number): string => formatMoney(cents, order.currency);
  const place = whereItIs(event.location);
  const count = tickets.length === 1 ? 'Your ticket is' : `Your ${tickets.length} tickets are`;
  return toMail({
    subject: `Your tickets for ${event.name}`,
    lines: [
      `Thank you for your order. ${count} ready.`,
      `${event.name}: ${whenItStarts(event)}${place ? `, ${place}` : ''}.`,
      'Open your order to see the QR codes. Each admits one person; show it at the door on your phone or printed.',
    ],
    rows: [
      ...order.items.map((item): [string, string] => [
        `${item.quantity} × ${item.name}`,
        money(item.quantity * item.unitPriceCents),
      ]),
      ...(order.discountCents > 0
        ? [['Discount', `-${money(order.discountCents)}`] as [string, string]]
        : []),
      ['Total', order.totalCents === 0 ? 'Free' : money(order.totalCents)],
      ...[...tickets].sort((one, other) => one.ordinal - other.ordinal).map(holderRow),
    ],
    button: { label: 'Show my tickets', url: `${publicUrl}/orders/${order.orderId}` },
    footer: `Order ${order.orderId}. You get this mail because you bought tickets at Turnout.`,
  });
}

function holderRow(ticket: MailedTicket, index: number): [string, string] {
  const name = `${ticket.holder.firstName} ${ticket.holder.lastName}`.trim();
  return [`Ticket ${index + 1}`, name ? `${ticket.ticketTypeName}, ${name}` : ticket.ticketTypeName];
}
