'use client';

import Link from 'next/link';
import { useState } from 'react';
import { formatMoney } from '../../lib/money.ts';
import { isOpen } from '../../lib/order-state.ts';
import type { Order, PaymentConfig, ShowEvent } from '../../lib/types.ts';
import { Notice } from '../ui/notice.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { AttendeeFields } from './attendee-fields.tsx';
import { attendeesOf, emptyAttendees } from './attendees.ts';
import { CancelOrder } from './cancel-order.tsx';
import { CountdownBar } from './countdown-bar.tsx';
import { OrderEnded } from './order-ended.tsx';
import { OrderSummary } from './order-summary.tsx';
import { PaymentForm } from './payment-form.tsx';
import { useOrderWatch } from './use-order-watch.ts';
import { usePayment } from './use-payment.ts';

export type CheckoutEvent = Pick<
  ShowEvent,
  'id' | 'slug' | 'name' | 'startsAt' | 'endsAt' | 'timezone' | 'location' | 'imageUrl'
>;

interface CheckoutProps {
  initialOrder: Order;
  event: CheckoutEvent;
  config: PaymentConfig | null;
  buyerName: string;
  renderedAt: number;
  /** How the bank's page sent the buyer back, if it did. */
  returned: string | null;
}

export function Checkout({ initialOrder, event, config, buyerName, renderedAt, returned }: CheckoutProps) {
  const { order, take, timeIsUp, onTimeUp } = useOrderWatch(initialOrder);
  const [attendees, setAttendees] = useState(() => emptyAttendees(initialOrder, buyerName));
  const payment = usePayment({ order, take, attendees: () => attendeesOf(attendees), returned });

  if (payment.phase === 'confirming') return <Confirming slow={payment.slow} orderId={order.id} />;
  // A payment under way is heard out first: it may have been in time.
  if (payment.phase !== 'paying' && (!isOpen(order.status) || timeIsUp))
    return <OrderEnded order={order} event={event} timeIsUp={timeIsUp} />;

  const attemptsLeft = order.maxPaymentAttempts - order.paymentAttempts;
  return (
    <div className="wrap pt-6 lg:pt-10">
      <CountdownBar expiresAt={order.expiresAt} renderedAt={renderedAt} onExpired={onTimeUp} />
      <h1 className="mt-6 mb-6 text-4xl lg:text-5xl">Checkout</h1>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-10">
        <OrderSummary order={order} event={event} className="lg:order-2" />
        <div className="min-w-0 space-y-6">
          <AttendeeFields value={attendees} onChange={setAttendees} disabled={payment.phase !== 'idle'} />
          <section className="card p-5 sm:p-6" aria-labelledby="payment-heading">
            <h2 id="payment-heading" className="text-2xl">
              {order.totalCents === 0 ? 'Nothing to pay' : 'Pay by card'}
            </h2>
            {payment.problem && (
              <div className="mt-4">
                <Notice tone="error" title={payment.problem} testId="payment-problem">
                  {attemptsLeft > 0 && attemptsLeft < order.maxPaymentAttempts && (
                    <p>
                      Your tickets are still yours: {attemptsLeft} of {order.maxPaymentAttempts} tries left.
                    </p>
                  )}
                </Notice>
              </div>
            )}
            <PaymentForm
              order={order}
              config={config}
              buyerName={buyerName}
              busy={payment.phase !== 'idle'}
              pay={payment.pay}
              total={formatMoney(order.totalCents, order.currency)}
            />
          </section>
          <CancelOrder orderId={order.id} slug={event.slug} disabled={payment.phase !== 'idle'} />
        </div>
      </div>
    </div>
  );
}

function Confirming({ slow, orderId }: { slow: boolean; orderId: string }) {
  return (
    <div className="wrap grid place-items-center py-24 text-center" role="status" data-testid="confirming">
      <Spinner className="h-12 w-12 text-leaf" />
      <h1 className="mt-6 text-3xl">Confirming your payment</h1>
      <p className="mt-2 max-w-md text-ink-2">
        {slow
          ? 'This takes longer than usual. You can leave this page: the tickets come by mail, or the money goes back.'
          : 'Your bank said yes. Your tickets are on their way, this takes a few seconds.'}
      </p>
      {slow && (
        <Link href={`/orders/${orderId}`} className="btn-quiet mt-6">
          Go to the order
        </Link>
      )}
    </div>
  );
}
