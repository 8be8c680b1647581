'use client';

import { type FormEvent, useState } from 'react';
import { formText } from '../../lib/form-text.ts';

interface PromoCodeFieldProps {
  applied: string | null;
  onApply: (code: string | null) => void;
}

/** Out of the way for the many, one tap for the few who have one. Whether it works is decided with the order. */
export function PromoCodeField({ applied, onApply }: PromoCodeFieldProps) {
  const [open, setOpen] = useState(false);
  if (applied) {
    return (
      <p className="flex items-center justify-between gap-3 text-sm">
        <span>
          Code <strong>{applied}</strong> counts at checkout.
        </span>
        <button type="button" onClick={() => onApply(null)} className="link min-h-11">
          Remove
        </button>
      </p>
    );
  }
  if (!open) {
    return (
      <button
        type="button"
        onClick={() => setOpen(true)}
        data-testid="promo-open"
        className="link min-h-11 text-sm text-ink-2"
      >
        Have a promo code?
      </button>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = formText(new FormData(event.currentTarget), 'promoCode');
    if (code) onApply(code);
  };
  return (
    <form onSubmit={submit} className="flex gap-2">
      <label className="min-w-0 flex-1">
        <span className="sr-only">Promo code</span>
        <input
          name="promoCode"
          autoFocus
          maxLength={40}
          autoCapitalize="characters"
          autoComplete="off"
          placeholder="Promo code"
          data-testid="promo-code"
          className="input"
        />
      </label>
      <button type="submit" className="btn-quiet">
        Apply
      </button>
    </form>
  );
}
