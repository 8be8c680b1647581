'use client';

import { useEffect, useState } from 'react';
import { formatMoney } from '../../lib/money.ts';
import {
  clampSelection,
  fitsLimit,
  isBuyable,
  saleState,
  type Selection,
  selectionTotal,
  stepDown,
  stepUp,
} from '../../lib/sales.ts';
import { knowsServerTime, serverNow } from '../../lib/server-clock.ts';
import type { ShowEvent, TicketType, WaitingEntry } from '../../lib/types.ts';
import { openEntries } from '../../lib/waiting.ts';
import { Notice } from '../ui/notice.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useWaiting } from '../waiting/use-waiting.ts';
import { WaitingLine } from '../waiting/waiting-line.tsx';
import { PromoCodeField } from './promo-code-field.tsx';
import { RefusalNotice } from './refusal-notice.tsx';
import { TicketRow } from './ticket-row.tsx';
import { useAvailability } from './use-availability.ts';
import { useReservation } from './use-reservation.ts';

interface TicketPickerProps {
  event: Pick<ShowEvent, 'id' | 'slug' | 'name' | 'timezone' | 'holdMinutes' | 'maxTicketsPerCustomer'>;
  initialTypes: TicketType[];
  initialSelection: Selection;
  /** My places in the lines of this event, and the number asked for before signing in. */
  initialWaiting: WaitingEntry[];
  waitingWanted: Selection;
  unavailable: boolean;
  signedIn: boolean;
  /** The server's clock when the page was made, so that both render the same sale states. */
  renderedAt: number;
}

export function TicketPicker(props: TicketPickerProps) {
  const { event, initialTypes, initialSelection, initialWaiting, waitingWanted } = props;
  const { unavailable, signedIn, renderedAt } = props;
  const { types, reload } = useAvailability(event.id, initialTypes);
  const [chosen, setChosen] = useState(initialSelection);
  const [promoCode, setPromoCode] = useState<string | null>(null);
  const { reserve, goSignIn, busy, refusal, dismiss } = useReservation({
    event,
    signedIn,
    promoCode,
    reload,
  });
  const waiting = useWaiting({
    initial: initialWaiting,
    onSignIn: ({ ticketTypeId, quantity }) => goSignIn(chosen, { [ticketTypeId]: quantity }),
    onAvailable: () => void reload(promoCode).catch(() => undefined),
  });
  const myPlaces = openEntries(waiting.entries.filter((entry) => entry.eventId === event.id));
  const now = useSlowClock(renderedAt);

  const selection = clampSelection(chosen, types, now);
  const { count, totalCents } = selectionTotal(selection, types);
  const currency = types[0]?.currency ?? 'EUR';
  const limit = event.maxTicketsPerCustomer;
  const change = (type: TicketType, quantity: number) => {
    dismiss();
    setChosen({ ...selection, [type.id]: quantity });
  };

  const joinLine = (type: TicketType, quantity: number) => {
    const input = { eventId: event.id, ticketTypeId: type.id, quantity };
    if (signedIn) void waiting.join(input);
    else goSignIn(chosen, { [type.id]: quantity });
  };

  const applyCode = (code: string | null) => {
    dismiss();
    setPromoCode(code);
    // Only a code that unlocks hidden types changes what is on offer; the order decides about the rest.
    reload(code).catch(() => undefined);
  };

  if (unavailable) {
    return (
      <Notice tone="warning" title="Tickets are not available right now">
        Please reload the page in a moment.
      </Notice>
    );
  }
  if (types.length === 0) {
    return (
      <Notice tone="plain" title="Tickets are not on sale yet">
        Check back soon.
      </Notice>
    );
  }

  const anyBuyable = types.some((type) => isBuyable(saleState(type, now)));
  return (
    <div
      className="card overflow-clip shadow-[0_18px_50px_-24px_rgb(19_23_21/0.45)]"
      data-testid="ticket-picker"
    >
      <h2 className="px-5 pt-5 pb-1 text-2xl">Tickets</h2>
      <ul className="divide-y divide-line px-5">
        {types.map((type) => (
          <TicketRow
            key={type.id}
            type={type}
            state={saleState(type, now)}
            timeZone={event.timezone}
            quantity={selection[type.id] ?? 0}
            blocked={!fitsLimit(type, { selection, types, limit })}
            onPlus={() => change(type, stepUp(type, selection[type.id] ?? 0))}
            onMinus={() => change(type, stepDown(type, selection[type.id] ?? 0))}
          >
            <WaitingLine
              type={type}
              state={saleState(type, now)}
              timeZone={event.timezone}
              entry={myPlaces.get(type.id)}
              wanted={Math.max(waitingWanted[type.id] ?? 0, moreThanLeft(type, selection))}
              problem={waiting.problem?.about === type.id ? waiting.problem.sentence : undefined}
              busy={waiting.busy}
              onJoin={(quantity) => joinLine(type, quantity)}
              onLeave={waiting.leave}
            />
          </TicketRow>
        ))}
      </ul>
      {limit !== null && anyBuyable && (
        <p className="px-5 pb-3 text-sm text-ink-3">At most {limit} per person.</p>
      )}
      {anyBuyable && (
        <div className="px-5 pb-3">
          <PromoCodeField applied={promoCode} onApply={applyCode} />
        </div>
      )}
      {(anyBuyable || refusal) && (
        <div className="sticky bottom-0 z-20 rounded-b-2xl bg-ink p-4 pb-[max(1rem,env(safe-area-inset-bottom))] text-paper">
          {refusal && (
            <div className="mb-3">
              <RefusalNotice
                refusal={refusal}
                total={count > 0 ? formatMoney(totalCents, currency) : null}
                onReplace={() => reserve(selection, types, true)}
                onRetry={() => reserve(selection, types)}
              />
            </div>
          )}
          <div className="flex items-center gap-4">
            <p className="min-w-20" aria-live="polite">
              <span className="block text-sm text-paper/70">
                {count === 0 ? 'Total' : `${count} ticket${count === 1 ? '' : 's'}`}
              </span>
              <span className="font-display text-2xl font-bold tracking-tight" data-testid="running-total">
                {formatMoney(totalCents, currency)}
              </span>
            </p>
            <button
              type="button"
              data-testid="get-tickets"
              disabled={count === 0 || busy}
              onClick={() => reserve(selection, types)}
              className="btn-lime min-h-14 flex-1 text-lg"
            >
              {busy && <Spinner />}
              {count === 0 ? 'Choose tickets' : 'Get tickets'}
            </button>
          </div>
          <p className="mt-2.5 text-center text-sm text-paper/70">
            We hold them {holdText(event.holdMinutes)} for you. The price is final.
          </p>
        </div>
      )}
    </div>
  );
}

/** One more than there is, once all that is left is chosen (or too little is left to choose any). */
function moreThanLeft(type: TicketType, selection: Selection): number {
  const wantsAll = (selection[type.id] ?? 0) >= type.available || type.available < type.minPerOrder;
  return wantsAll ? type.available + 1 : 0;
}

/** "30 minutes"; a promoter may also hold for seconds only. */
function holdText(holdMinutes: number): string {
  if (holdMinutes < 1) return `${Math.round(holdMinutes * 60)} seconds`;
  const minutes = Math.floor(holdMinutes);
  return `${minutes} minute${minutes === 1 ? '' : 's'}`;
}

/** The server's time, moving on every few seconds, so that sales open and close without a reload. */
function useSlowClock(renderedAt: number): number {
  const [now, setNow] = useState(renderedAt);
  useEffect(() => {
    const timer = setInterval(() => {
      if (knowsServerTime()) setNow(serverNow());
    }, 5_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
