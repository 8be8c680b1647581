'use client';

import { type FormEvent, useState } from 'react';
import { type CardFields, cardProblems, formatCardNumber, formatExpiry, onlyDigits } from '../../lib/card.ts';
import { confirmSandboxCard } from '../../lib/sandbox-card.ts';
import { useHydrated } from '../ui/use-hydrated.ts';
import { Field } from '../ui/field.tsx';
import { PayButton, type PaymentFormProps } from './payment-form.tsx';
import { TestCards } from './test-cards.tsx';

interface SandboxCardFormProps extends PaymentFormProps {
  apiBase: string;
  publishableKey: string;
  label: string;
}

/** A card form for the payment sandbox (its inputs have no names, so that no browser ever puts a card into a URL); with real Stripe keys Stripe's own form stands here. */
export function SandboxCardForm({
  apiBase,
  publishableKey,
  buyerName,
  busy,
  label,
  pay,
}: SandboxCardFormProps) {
  const [card, setCard] = useState<CardFields>({ number: '', expiry: '', cvc: '', name: buyerName });
  const [problems, setProblems] = useState<ReturnType<typeof cardProblems>>({});

  const hydrated = useHydrated();

  const change = (part: Partial<CardFields>) => {
    // On what is there by then: a form filled by the browser changes several fields before the next drawing.
    setCard((before) => ({ ...before, ...part }));
    setProblems({});
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = cardProblems(card, new Date());
    setProblems(found);
    const first = Object.keys(found)[0];
    if (first) {
      event.currentTarget.querySelector<HTMLInputElement>(`[data-testid="card-${first}"]`)?.focus();
      return;
    }
    await pay('card', (payment, returnUrl) =>
      confirmSandboxCard({ apiBase, publishableKey, payment, card, returnUrl }),
    );
  };

  return (
    <form onSubmit={submit} noValidate className="mt-4">
      <fieldset disabled={busy || !hydrated} className="grid grid-cols-2 gap-4">
        <legend className="sr-only">Card</legend>
        <div className="col-span-2">
          <Field
            label="Card number"
            data-testid="card-number"
            inputMode="numeric"
            autoComplete="cc-number"
            placeholder="1234 1234 1234 1234"
            className="tabular-nums"
            value={card.number}
            error={problems.number}
            onChange={(event) => change({ number: formatCardNumber(event.target.value) })}
          />
        </div>
        <Field
          label="Expiry"
          data-testid="card-expiry"
          inputMode="numeric"
          autoComplete="cc-exp"
          placeholder="MM / YY"
          value={card.expiry}
          error={problems.expiry}
          onChange={(event) => change({ expiry: formatExpiry(event.target.value) })}
        />
        <Field
          label="Security code"
          data-testid="card-cvc"
          inputMode="numeric"
          autoComplete="cc-csc"
          placeholder="CVC"
          maxLength={4}
          value={card.cvc}
          error={problems.cvc}
          onChange={(event) => change({ cvc: onlyDigits(event.target.value).slice(0, 4) })}
        />
        <div className="col-span-2">
          <Field
            label="Name on card"
            data-testid="card-name"
            autoComplete="cc-name"
            maxLength={100}
            value={card.name}
            error={problems.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </div>
      </fieldset>
      <PayButton busy={busy} disabled={!hydrated}>
        {label}
      </PayButton>
      <TestCards
        onPick={(number) =>
          change({
            number: formatCardNumber(number),
            expiry: '12 / 34',
            cvc: '123',
            name: card.name || 'Test Buyer',
          })
        }
      />
    </form>
  );
}
