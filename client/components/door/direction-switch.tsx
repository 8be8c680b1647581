'use client';

import type { Direction } from '../../lib/types.ts';

const choices: { direction: Direction; label: string }[] = [
  { direction: 'in', label: 'Coming in' },
  { direction: 'out', label: 'Going out' },
];

/** Only where guests may leave and come back. */
export function DirectionSwitch({
  value,
  onChange,
}: {
  value: Direction;
  onChange: (direction: Direction) => void;
}) {
  return (
    <div role="group" aria-label="Direction" className="grid grid-cols-2 gap-1 rounded-full bg-paper/10 p-1">
      {choices.map(({ direction, label }) => (
        <button
          key={direction}
          type="button"
          data-testid={`direction-${direction}`}
          aria-pressed={value === direction}
          onClick={() => onChange(direction)}
          className="min-h-11 rounded-full font-semibold aria-pressed:bg-lime aria-pressed:text-ink"
        >
          {label}
        </button>
      ))}
    </div>
  );
}
