'use client';

import { type FormEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { fieldErrors, sentenceFor } from '../../lib/error-sentences.ts';
import { changedFields, ticketTypeDraft, ticketTypeInputOf } from '../../lib/ticket-type-draft.ts';
import type { ShowEvent, TicketType } from '../../lib/types.ts';
import { CheckField, Field, SelectField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Spinner } from '../ui/spinner.tsx';

const currencies = [
  'EUR',
  'GBP',
  'USD',
  'CHF',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CAD',
  'AUD',
  'JPY',
  'XOF',
  'XAF',
];

interface TicketTypeFormProps {
  event: Pick<ShowEvent, 'id' | 'timezone'>;
  /** Null to add a new one. */
  type: TicketType | null;
  currency: string;
  /** The first type settles the currency of all. */
  currencyFixed: boolean;
  onDone: () => void;
  onCancel: (() => void) | null;
}

export function TicketTypeForm({
  event,
  type,
  currency,
  currencyFixed,
  onDone,
  onCancel,
}: TicketTypeFormProps) {
  const [draft, setDraft] = useState(() => ticketTypeDraft(type, currency, event.timezone));
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const answered = fieldErrors(error);
  const errors: Record<string, string | undefined> = { ...answered, price: answered.priceCents, ...problems };
  const text = (name: keyof typeof draft) => ({
    name,
    value: String(draft[name]),
    error: errors[name],
    'data-testid': `type-${name}`,
    onChange: (change: { target: { value: string } }) => {
      setProblems({});
      setDraft({ ...draft, [name]: change.target.value });
    },
  });

  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    const { input, problems: found } = ticketTypeInputOf(draft, event.timezone);
    setProblems(found);
    setError(null);
    if (!input) return;
    setBusy(true);
    try {
      if (type) await api.updateTicketType(type.id, changedFields(type, input));
      else await api.createTicketType(event.id, input);
      onDone();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      <div className="col-span-2">
        <Field label="Name" maxLength={100} placeholder="Early bird" {...text('name')} />
      </div>
      <Field label="Price" inputMode="decimal" placeholder="25.00" {...text('price')} />
      <SelectField label="Currency" disabled={currencyFixed} {...text('currency')}>
        {currencies.map((code) => (
          <option key={code}>{code}</option>
        ))}
      </SelectField>
      <div className="col-span-2">
        <Field label="Description" optional maxLength={500} {...text('description')} />
      </div>
      <Field label="How many" inputMode="numeric" {...text('capacity')} />
      <Field label="Lets in" inputMode="numeric" disabled={type !== null} {...text('admits')} />
      <details
        className="col-span-2 sm:col-span-4"
        open={Boolean(errors.minPerOrder ?? errors.maxPerOrder ?? errors.salesEndAt)}
      >
        <summary className="min-h-11 py-2.5 font-semibold">More: sales window, limits</summary>
        <div className="grid grid-cols-2 gap-4 pt-2 sm:grid-cols-4">
          <div className="col-span-2">
            <Field label="Sales start" optional type="datetime-local" {...text('salesStartAt')} />
          </div>
          <div className="col-span-2">
            <Field label="Sales end" optional type="datetime-local" {...text('salesEndAt')} />
          </div>
          <Field label="Min per order" inputMode="numeric" {...text('minPerOrder')} />
          <Field label="Max per order" inputMode="numeric" {...text('maxPerOrder')} />
          <div className="col-span-2 self-end pb-2">
            <CheckField
              label="Hidden"
              hint="Not shown in the shop."
              checked={draft.hidden}
              onChange={(change) => setDraft({ ...draft, hidden: change.target.checked })}
            />
          </div>
        </div>
      </details>
      {error !== null && (
        <div className="col-span-2 sm:col-span-4">
          <Notice tone="error">{sentenceFor(error)}</Notice>
        </div>
      )}
      <div className="col-span-2 flex gap-2 sm:col-span-4">
        <button
          type="submit"
          disabled={busy}
          data-testid="save-ticket-type"
          className="btn-primary btn-small"
        >
          {busy && <Spinner />}
          {type ? 'Save' : 'Add'}
        </button>
        {onCancel && (
          <button type="button" onClick={onCancel} className="btn-quiet">
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}
