import type { OrderRefund, OrderState } from '@turnout/common/messages';
import { formatMoney } from '@turnout/common/money';
import type { MailContent } from './mail.ts';
import { toMail } from './mail.ts';

interface Refunded {
  order: Pick<OrderState, 'orderId' | 'eventName' | 'currency'>;
  refund: Pick<OrderRefund, 'amountCents' | 'ticketIds'>;
  publicUrl: string;
}

/** Sent once the provider has taken the refund, so that it never promises money that is not on its way. */
export function orderRefunded({ order, refund, publicUrl }: Refunded): MailContent {
  const amount = formatMoney(refund.amountCents, order.currency);
  const count = refund.ticketIds.length;
  const tickets =
    count === 0
      ? 'No tickets are kept for this payment.'
      : count === 1
        ? 'The refunded ticket is no longer valid.'
        : `The ${count} refunded tickets are no longer valid.`;
  return toMail({
    subject: `Your refund for ${order.eventName}`,
    lines: [
      `We have refunded ${amount} for your order of ${order.eventName}. ${tickets}`,
      'It goes back the way you paid; banks take up to ten days to show it.',
    ],
    rows: [['Refunded', amount]],
    button: { label: 'Show my order', url: `${publicUrl}/orders/${order.orderId}` },
    footer: `Order ${order.orderId}. You get this mail because you paid at Turnout.`,
  });
}
