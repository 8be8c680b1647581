import type { ReactNode } from 'react';
import { formatPrice } from '../../lib/money.ts';
import { isBuyable, mostPerOrder, type SaleState } from '../../lib/sales.ts';
import { formatMoment, zoneName } from '../../lib/time.ts';
import type { TicketType } from '../../lib/types.ts';

interface TicketRowProps {
  type: TicketType;
  state: SaleState;
  timeZone: string;
  quantity: number;
  /** The person's limit for the event is reached by what is chosen. */
  blocked: boolean;
  onPlus: () => void;
  onMinus: () => void;
  /** Below the row: the waiting list. */
  children?: ReactNode;
}

export function TicketRow(props: TicketRowProps) {
  const { type, state, timeZone, quantity, blocked, onPlus, onMinus, children } = props;
  const buyable = isBuyable(state);
  const full = quantity >= mostPerOrder(type) || (quantity === 0 && type.minPerOrder > mostPerOrder(type));
  return (
    <li className="py-4" data-testid={`ticket-type-${type.id}`}>
      <div className="flex items-start justify-between gap-4">
        <div className={`min-w-0 ${buyable ? '' : 'text-ink-3'}`}>
          <h3 className="font-sans text-[1.05rem] leading-snug font-bold tracking-normal">{type.name}</h3>
          <p className="font-semibold">
            {formatPrice(type.priceCents, type.currency)}
            {type.admits > 1 && (
              <span className="font-normal text-ink-3"> · lets in {type.admits} people</span>
            )}
          </p>
          {type.description && <p className="mt-0.5 text-sm text-ink-3">{type.description}</p>}
          <p className="mt-1 text-sm" aria-live="polite">
            {state === 'few-left' && (
              <span className="chip bg-amber-soft text-amber" data-testid="few-left">
                {type.available === 1 ? 'Last one' : `Only ${type.available} left`}
              </span>
            )}
            {state === 'not-started' && type.salesStartAt && (
              <span className="chip bg-mist text-ink-2">
                On sale {formatMoment(type.salesStartAt, timeZone)} {zoneName(type.salesStartAt, timeZone)}
              </span>
            )}
          </p>
          {buyable && type.minPerOrder > 1 && (
            <p className="text-sm text-ink-3">At least {type.minPerOrder} per order</p>
          )}
          {buyable && quantity >= type.maxPerOrder && (
            <p className="text-sm text-ink-3">At most {type.maxPerOrder} per order</p>
          )}
        </div>
        {buyable ? (
          <div
            className="flex shrink-0 items-center gap-1"
            role="group"
            aria-label={`Number of ${type.name}`}
          >
            <StepButton sign="minus" type={type} disabled={quantity === 0} onClick={onMinus} />
            <output
              className="w-8 text-center text-lg font-bold tabular-nums"
              data-testid={`quantity-${type.id}`}
            >
              {quantity}
            </output>
            <StepButton sign="plus" type={type} disabled={full || blocked} onClick={onPlus} />
          </div>
        ) : (
          <ClosedChip state={state} />
        )}
      </div>
      {children}
    </li>
  );
}

function ClosedChip({ state }: { state: SaleState }) {
  if (state === 'sold-out')
    return (
      <span className="chip mt-0.5 bg-ink text-paper" data-testid="sold-out">
        Sold out
      </span>
    );
  if (state === 'ended') return <span className="chip mt-0.5 bg-mist text-ink-2">Sales ended</span>;
  return <span className="chip mt-0.5 bg-mist text-ink-2">Soon</span>;
}

interface StepButtonProps {
  sign: 'plus' | 'minus';
  type: TicketType;
  disabled: boolean;
  onClick: () => void;
}

function StepButton({ sign, type, disabled, onClick }: StepButtonProps) {
  return (
    <button
      type="button"
      data-testid={`quantity-${sign}-${type.id}`}
      aria-label={sign === 'plus' ? `One more ${type.name}` : `One less ${type.name}`}
      disabled={disabled}
      onClick={onClick}
      className={`grid h-11 w-11 place-items-center rounded-full border disabled:border-line disabled:bg-transparent disabled:text-ink-3/50 ${
        sign === 'plus' ? 'border-ink bg-ink text-paper hover:bg-leaf' : 'border-ink/30 hover:border-ink'
      }`}
    >
      <svg viewBox="0 0 20 20" className="h-5 w-5" aria-hidden="true">
        <path
          d={sign === 'plus' ? 'M10 4v12M4 10h12' : 'M4 10h12'}
          stroke="currentColor"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
      </svg>
    </button>
  );
}
