'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { formatPrice } from '../../lib/money.ts';
import { formatMoment } from '../../lib/time.ts';
import type { ShowEvent, TicketType } from '../../lib/types.ts';
import { TicketTypeForm } from './ticket-type-form.tsx';

export function TicketTypesPanel({ event, types }: { event: ShowEvent; types: TicketType[] }) {
  const router = useRouter();
  const [editing, setEditing] = useState<string | null>(types.length === 0 ? 'new' : null);
  const done = () => {
    setEditing(null);
    router.refresh();
  };
  const currency = types[0]?.currency ?? 'EUR';
  return (
    <section aria-labelledby="types-heading">
      <div className="mb-3 flex items-center justify-between gap-4">
        <h2 id="types-heading" className="text-2xl">
          Ticket types
        </h2>
        {editing !== 'new' && (
          <button
            type="button"
            data-testid="add-ticket-type"
            onClick={() => setEditing('new')}
            className="btn-primary btn-small"
          >
            Add ticket type
          </button>
        )}
      </div>
      <ul className="card divide-y divide-line">
        {types.map((type) => (
          <li key={type.id} className="p-4 sm:p-5">
            {editing === type.id ? (
              <TicketTypeForm
                event={event}
                type={type}
                currency={currency}
                currencyFixed={types.length > 0}
                onDone={done}
                onCancel={() => setEditing(null)}
              />
            ) : (
              <TypeLine type={type} timeZone={event.timezone} onEdit={() => setEditing(type.id)} />
            )}
          </li>
        ))}
        {editing === 'new' && (
          <li className="p-4 sm:p-5">
            <TicketTypeForm
              event={event}
              type={null}
              currency={currency}
              currencyFixed={types.length > 0}
              onDone={done}
              onCancel={types.length > 0 ? () => setEditing(null) : null}
            />
          </li>
        )}
        {types.length === 0 && editing !== 'new' && <li className="p-5 text-ink-3">No ticket types yet.</li>}
      </ul>
    </section>
  );
}

function TypeLine({ type, timeZone, onEdit }: { type: TicketType; timeZone: string; onEdit: () => void }) {
  const window = [
    type.salesStartAt && `on sale from ${formatMoment(type.salesStartAt, timeZone)}`,
    type.salesEndAt && `until ${formatMoment(type.salesEndAt, timeZone)}`,
  ].filter(Boolean);
  const rules = [
    `${type.capacity} in total`,
    type.admits > 1 && `lets in ${type.admits}`,
    `${type.minPerOrder} to ${type.maxPerOrder} per order`,
    ...window,
  ].filter(Boolean);
  return (
    <div className="flex items-center justify-between gap-4">
      <div className="min-w-0">
        <p className="font-bold">
          {type.name}{' '}
          <span className="font-semibold text-ink-2">· {formatPrice(type.priceCents, type.currency)}</span>{' '}
          {type.hidden && <span className="chip bg-ink/10 text-ink-2">Hidden</span>}
        </p>
        <p className="text-sm text-ink-3">{rules.join(' · ')}</p>
      </div>
      <button type="button" onClick={onEdit} aria-label={`Edit ${type.name}`} className="btn-quiet btn-small">
        Edit
      </button>
    </div>
  );
}
