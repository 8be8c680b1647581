'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../../lib/api.ts';
import { isApiError } from '../../lib/api-error.ts';
import { sentenceFor } from '../../lib/error-sentences.ts';
import { isOpen, isPaid } from '../../lib/order-state.ts';
import { requestKey } from '../../lib/request-key.ts';
import type { ConfirmResult } from '../../lib/sandbox-card.ts';
import type { Attendee, Order, Payment, PaymentMethod } from '../../lib/types.ts';
import { waitForOrder } from '../../lib/wait-for-order.ts';

type Confirm = (payment: Payment, returnUrl: string) => Promise<ConfirmResult>;
export type Pay = (method: PaymentMethod, confirm: Confirm) => Promise<void>;

interface UsePayment {
  order: Order;
  take: (order: Order) => void;
  attendees: () => Attendee[];
  returned: string | null;
}

const slowAfterMs = 15_000;
const giveUpAfterMs = 180_000;

/** Pays the order: start a charge, let the provider confirm it, then wait for the server to say paid. */
export function usePayment({ order, take, attendees, returned }: UsePayment) {
  const router = useRouter();
  const key = useRef(requestKey());
  const leaving = useRef<AbortController | null>(null);
  const cameBack = returned === 'succeeded' || returned === 'processing' || returned === 'pending';
  const [phase, setPhase] = useState<'idle' | 'paying' | 'confirming'>(cameBack ? 'confirming' : 'idle');
  const [slow, setSlow] = useState(false);
  const [problem, setProblem] = useState(
    returned === 'failed' ? 'Your bank did not confirm the payment. Try again or use another card.' : null,
  );

  const fail = useCallback((sentence: string) => {
    setProblem(sentence);
    setPhase('idle');
  }, []);

  /** Only the server knows that money arrived; an order that is open again was declined after all. */
  const settle = useCallback(async () => {
    setPhase('confirming');
    const controller = new AbortController();
    leaving.current = controller;
    const timer = setTimeout(() => setSlow(true), slowAfterMs);
    const settled = await waitForOrder({
      orderId: order.id,
      until: ({ status }) => isPaid(status) || !isOpen(status),
      onChange: take,
      giveUpAfterMs,
      signal: controller.signal,
    });
    clearTimeout(timer);
    if (controller.signal.aborted) return;
    if (settled && !isPaid(settled.status)) setPhase('idle');
    else router.replace(`/orders/${order.id}`);
  }, [order.id, take, router]);

  useEffect(() => {
    if (cameBack) void settle();
    return () => leaving.current?.abort();
    // Once, for the way back from the bank's page.
  }, [cameBack, settle]);

  const paidElsewhere = isPaid(order.status) && phase !== 'confirming';
  useEffect(() => {
    if (paidElsewhere) router.replace(`/orders/${order.id}`);
  }, [paidElsewhere, order.id, router]);

  const pay: Pay = async (method, confirm) => {
    setPhase('paying');
    setProblem(null);
    try {
      const names = attendees();
      if (names.length > 0) await api.saveAttendees(order.id, names);
      const intention = { orderId: order.id, method, attempt: order.paymentAttempts };
      const payment = await api.startPayment(order.id, method, key.current.for(intention));
      const returnUrl = `${window.location.origin}/orders/${order.id}/checkout`;
      // Paid in another tab, or a moment ago: nothing is left to confirm.
      const paidAlready = payment.status === 'completed';
      const result: ConfirmResult = paidAlready ? { kind: 'submitted' } : await confirm(payment, returnUrl);
      if (result.kind === 'redirect') {
        window.location.assign(result.url);
        return;
      }
      if (result.kind === 'submitted') {
        await settle();
        return;
      }
      await declined(result.message);
    } catch (error) {
      if (isApiError(error) && !error.retryable) key.current.renew();
      fail(sentenceFor(error));
      await refresh();
    }
  };

  /** Shows the bank's reason once the server has counted the attempt, so that "tries left" is right. */
  const declined = async (message: string) => {
    key.current.renew();
    const before = order.paymentAttempts;
    const controller = new AbortController();
    leaving.current = controller;
    await waitForOrder({
      orderId: order.id,
      until: (next) => next.paymentAttempts > before || !isOpen(next.status),
      onChange: take,
      giveUpAfterMs: 8_000,
      signal: controller.signal,
    });
    fail(message);
  };

  const refresh = async () => {
    try {
      take(await api.order(order.id));
    } catch {
      // The watch looks again soon.
    }
  };

  return { phase: paidElsewhere ? ('confirming' as const) : phase, slow, problem, pay };
}
