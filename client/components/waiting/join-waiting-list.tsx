'use client';

import { useState } from 'react';
import type { TicketType } from '../../lib/types.ts';

interface JoinWaitingListProps {
  type: TicketType;
  range: { least: number; most: number };
  /** What was chosen before a detour, such as over the sign-in page. */
  wanted: number;
  busy: boolean;
  onJoin: (quantity: number) => void;
}

/** How many to wait for, and the step into the line. Whole groups are served or nobody, so the number matters. */
export function JoinWaitingList({ type, range, wanted, busy, onJoin }: JoinWaitingListProps) {
  const [chosen, setChosen] = useState(wanted);
  const { least, most } = range;
  const quantity = Math.min(Math.max(chosen, least), most);
  const numbers = Array.from({ length: most - least + 1 }, (_none, index) => least + index);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label className="shrink-0">
        <span className="sr-only">Tickets to wait for, {type.name}</span>
        <select
          value={quantity}
          onChange={(event) => setChosen(Number(event.target.value))}
          data-testid={`waiting-quantity-${type.id}`}
          className="input min-h-11 w-20 py-1.5"
        >
          {numbers.map((number) => (
            <option key={number} value={number}>
              {number}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        disabled={busy}
        onClick={() => onJoin(quantity)}
        data-testid={`join-waiting-list-${type.id}`}
        className="btn-quiet btn-small min-h-11"
      >
        Join the waiting list
      </button>
    </div>
  );
}
