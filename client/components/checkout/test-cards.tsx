'use client';

const cards = [
  { number: '4242424242424242', effect: 'is paid' },
  { number: '4000000000000002', effect: 'is declined' },
  { number: '4000000000009995', effect: 'has no funds' },
  { number: '4000002500003155', effect: 'asks for 3-D Secure' },
];

/** Shown with the sandbox only, where no real card works. */
export function TestCards({ onPick }: { onPick: (number: string) => void }) {
  return (
    <div className="mt-5 rounded-xl bg-mist p-4 text-sm">
      <p className="font-bold">Test mode: no money moves</p>
      <p className="text-ink-3">Pick a test card, or type one with any future date and code.</p>
      <ul className="mt-2 grid gap-1.5 sm:grid-cols-2">
        {cards.map(({ number, effect }) => (
          <li key={number}>
            <button
              type="button"
              onClick={() => onPick(number)}
              className="flex min-h-11 w-full items-center justify-between gap-2 rounded-lg border border-line bg-paper px-3 text-left hover:border-ink"
            >
              <span className="font-semibold tabular-nums">•••• {number.slice(-4)}</span>
              <span className="text-ink-3">{effect}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
