'use client';

import Link from 'next/link';
import type { WaitingEntry } from '../../lib/types.ts';
import { entriesToShow } from '../../lib/waiting.ts';
import { Notice } from '../ui/notice.tsx';
import { useWaiting } from './use-waiting.ts';
import { WaitingStatus } from './waiting-status.tsx';

interface MyWaitingProps {
  initial: WaitingEntry[];
  timeZones: Record<string, string>;
  renderedAt: number;
}

/** All the lines I stand in, above my orders. */
export function MyWaiting({ initial, timeZones, renderedAt }: MyWaitingProps) {
  const { entries, busy, problem, leave } = useWaiting({ initial });
  const shown = entriesToShow(entries, renderedAt);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="waiting" className="mb-10">
      <h2 id="waiting" className="mb-3 text-2xl">
        Waiting list
      </h2>
      {problem && <Notice tone="error">{problem.sentence}</Notice>}
      <ul className="card divide-y divide-line">
        {shown.map((entry) => (
          <li key={entry.id} className="space-y-3 p-4 sm:p-5">
            <Link href={`/events/${entry.eventId}`} className="block text-lg font-bold hover:underline">
              {entry.eventName}
            </Link>
            <WaitingStatus
              entry={entry}
              timeZone={timeZones[entry.eventId] ?? 'UTC'}
              busy={busy}
              onLeave={leave}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
