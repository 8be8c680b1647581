import { formatMoney } from '../../lib/money.ts';
import type { SalesFigures, TypeFigures } from '../../lib/sales-figures.ts';

export function SalesPanel({ figures }: { figures: SalesFigures }) {
  const sum = (pick: (row: TypeFigures) => number | null) =>
    figures.types.reduce((total, row) => total + (pick(row) ?? 0), 0);
  const money = (cents: number | null) => (cents === null ? '–' : formatMoney(cents, figures.currency));
  return (
    <section aria-labelledby="sales-heading">
      <h2 id="sales-heading" className="mb-3 text-2xl">
        Sales
      </h2>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
        <Figure label="Revenue" value={money(figures.revenueCents)} strong wide />
        <Figure label="Sold" value={String(sum((row) => row.sold))} testId="sold-total" />
        <Figure label="In checkout" value={String(sum((row) => row.held))} />
        <Figure label="Available" value={String(sum((row) => row.available))} />
        <Figure label="Checked in" value={figures.checkedIn === null ? '–' : String(figures.checkedIn)} />
      </dl>
      {figures.types.length > 0 && (
        <ul className="card mt-3 divide-y divide-line">
          {figures.types.map((row) => (
            <li key={row.ticketTypeId} className="p-4 sm:px-5" data-testid={`sales-${row.ticketTypeId}`}>
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <p className="font-bold">{row.name}</p>
                <p className="text-sm text-ink-2 tabular-nums">
                  {row.sold ?? '–'} sold · {row.held ?? '–'} in checkout · {row.available} left of{' '}
                  {row.capacity}
                  {row.revenueCents !== null && (
                    <strong className="ml-3 text-ink">{money(row.revenueCents)}</strong>
                  )}
                </p>
              </div>
              <Bar row={row} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Figure({
  label,
  value,
  strong = false,
  wide = false,
  testId,
}: {
  label: string;
  value: string;
  strong?: boolean;
  wide?: boolean;
  testId?: string;
}) {
  return (
    <div
      className={`rounded-2xl p-4 sm:p-5 ${wide ? 'col-span-2 sm:col-span-1' : ''} ${strong ? 'bg-ink text-paper' : 'border border-line bg-paper'}`}
    >
      <dt className={`text-sm font-semibold ${strong ? 'text-paper/75' : 'text-ink-3'}`}>{label}</dt>
      <dd
        data-testid={testId}
        className="font-display text-3xl font-extrabold tracking-tight tabular-nums sm:text-4xl"
      >
        {value}
      </dd>
    </div>
  );
}

/** Sold, then in checkout, then free: one look tells how full the house is. */
function Bar({ row }: { row: TypeFigures }) {
  const share = (count: number | null) => `${row.capacity > 0 ? ((count ?? 0) / row.capacity) * 100 : 0}%`;
  return (
    <div className="mt-2.5 flex h-2.5 overflow-hidden rounded-full bg-mist" aria-hidden="true">
      <div className="bg-leaf" style={{ width: share(row.sold) }} />
      <div className="bg-lime-deep" style={{ width: share(row.held) }} />
    </div>
  );
}
