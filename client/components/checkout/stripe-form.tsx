'use client';

import { loadStripe, type Stripe, type StripeElements } from '@stripe/stripe-js';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Notice } from '../ui/notice.tsx';
import { PayButton, type PaymentFormProps } from './payment-form.tsx';

/** Stripe's Payment Element. It mounts without a charge, because looking at the checkout costs no attempt. */
export function StripeForm(props: PaymentFormProps & { publishableKey: string }) {
  const { order, publishableKey, busy, total, pay } = props;
  const place = useRef<HTMLDivElement>(null);
  const stripe = useRef<{ stripe: Stripe; elements: StripeElements } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let gone = false;
    const mount = async () => {
      const loaded = await loadStripe(publishableKey);
      if (gone || !loaded || !place.current) return;
      const elements = loaded.elements({
        mode: 'payment',
        amount: order.totalCents,
        currency: order.currency.toLowerCase(),
        allowedPaymentMethodTypes: ['card'],
        appearance: { variables: { colorPrimary: '#0b6b47', borderRadius: '12px', fontSizeBase: '16px' } },
      });
      elements.create('payment').mount(place.current);
      stripe.current = { stripe: loaded, elements };
    };
    mount().catch(() => setProblem('The card form did not load. Please reload the page.'));
    return () => {
      gone = true;
      stripe.current = null;
    };
  }, [publishableKey, order.totalCents, order.currency]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const ready = stripe.current;
    if (!ready) return;
    const { error } = await ready.elements.submit();
    setProblem(error?.message ?? null);
    if (error) return;
    await pay('card', async (payment, returnUrl) => {
      const result = await ready.stripe.confirmPayment({
        elements: ready.elements,
        clientSecret: payment.clientSecret ?? '',
        confirmParams: { return_url: returnUrl },
        redirect: 'if_required',
      });
      return result.error
        ? { kind: 'declined', message: result.error.message ?? 'Your card was declined.' }
        : { kind: 'submitted' };
    });
  };

  return (
    <form onSubmit={submit} className="mt-4">
      <div ref={place} className="min-h-56" />
      {problem && (
        <div className="mt-3">
          <Notice tone="error">{problem}</Notice>
        </div>
      )}
      <PayButton busy={busy}>{`Pay ${total}`}</PayButton>
    </form>
  );
}
