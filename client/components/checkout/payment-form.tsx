'use client';

import dynamic from 'next/dynamic';
import type { Order, PaymentConfig } from '../../lib/types.ts';
import { Notice } from '../ui/notice.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { SandboxCardForm } from './sandbox-card-form.tsx';
import type { Pay } from './use-payment.ts';

// Stripe's script is only wanted where Stripe is.
const StripeForm = dynamic(async () => (await import('./stripe-form.tsx')).StripeForm, {
  ssr: false,
  loading: () => <div className="skeleton mt-4 h-56" />,
});

export interface PaymentFormProps {
  order: Order;
  config: PaymentConfig | null;
  buyerName: string;
  busy: boolean;
  total: string;
  pay: Pay;
}

/** The form that fits: none for a free order, Stripe's own with real keys, ours against the local sandbox. */
export function PaymentForm(props: PaymentFormProps) {
  const { order, config, busy, total, pay } = props;
  if (order.totalCents === 0) {
    const confirmFree = () => pay('free', () => Promise.resolve({ kind: 'submitted' }));
    return (
      <div className="mt-3">
        <p className="text-ink-2">These tickets are free. Confirm, and they are yours.</p>
        <PayButton busy={busy} onClick={confirmFree}>
          Confirm tickets
        </PayButton>
      </div>
    );
  }
  if (!config) {
    return (
      <div className="mt-4">
        <Notice tone="warning" title="Payment is not reachable right now">
          Your tickets stay held. Please reload the page in a moment.
        </Notice>
      </div>
    );
  }
  const { publishableKey, apiBase } = config.stripe;
  if (apiBase === null) return <StripeForm {...props} publishableKey={publishableKey} />;
  return (
    <SandboxCardForm {...props} publishableKey={publishableKey} apiBase={apiBase} label={`Pay ${total}`} />
  );
}

interface PayButtonProps {
  busy: boolean;
  disabled?: boolean;
  children: string;
  onClick?: () => void;
}

export function PayButton({ busy, disabled = false, children, onClick }: PayButtonProps) {
  return (
    <button
      type={onClick ? 'button' : 'submit'}
      data-testid="pay"
      disabled={busy || disabled}
      onClick={onClick}
      className="btn-primary mt-5 min-h-14 w-full text-lg"
    >
      {busy && <Spinner />}
      {busy ? 'Just a moment' : children}
    </button>
  );
}
