import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { StatusChip } from '../../components/portal/status-chip.tsx';
import { EventCover } from '../../components/shop/event-cover.tsx';
import { LoadingList } from '../../components/ui/loading-list.tsx';
import { Empty } from '../../components/ui/empty.tsx';
import { requireUser, serverApi } from '../../lib/server-api.ts';
import { formatDay, formatTime } from '../../lib/time.ts';
import type { ShowEvent } from '../../lib/types.ts';

export const metadata: Metadata = { title: 'My events', robots: { index: false } };

export default async function PortalPage({
  searchParams,
}: {
  searchParams: Promise<{ cursor?: string | string[] }>;
}) {
  await requireUser('/portal', 'promoter');
  const { cursor } = await searchParams;
  return (
    <div className="wrap pt-8 lg:pt-12">
      <div className="mb-8 flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-4xl sm:text-5xl">My events</h1>
        <Link href="/portal/events/new" data-testid="new-event" className="btn-primary">
          New event
        </Link>
      </div>
      <Suspense fallback={<LoadingList />}>
        <EventList cursor={typeof cursor === 'string' ? cursor : undefined} />
      </Suspense>
    </div>
  );
}

async function EventList({ cursor }: { cursor: string | undefined }) {
  const { items, nextCursor } = await (await serverApi()).myEvents(cursor);
  const now = Date.now();
  const over = (event: ShowEvent) => Date.parse(event.endsAt) < now || event.status === 'cancelled';
  const groups = [
    { title: 'Drafts', events: items.filter((event) => event.status === 'draft') },
    { title: 'On sale', events: items.filter((event) => event.status !== 'draft' && !over(event)) },
    { title: 'Past', events: items.filter((event) => event.status !== 'draft' && over(event)) },
  ];
  return (
    <>
      {items.length === 0 && (
        <Empty
          title="Put on your first event"
          action={
            <Link href="/portal/events/new" className="btn-lime">
              New event
            </Link>
          }
        >
          Name it, set a date and a price, publish. You can sell tickets in five minutes.
        </Empty>
      )}
      {groups
        .filter(({ events }) => events.length > 0)
        .map(({ title, events }) => (
          <section key={title} className="mb-10" aria-label={title}>
            <h2 className="mb-3 text-2xl">{title}</h2>
            <ul className="card divide-y divide-line overflow-hidden">
              {events.map((event) => (
                <li key={event.id}>
                  <EventRow event={event} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      {nextCursor && (
        <Link href={`/portal?cursor=${encodeURIComponent(nextCursor)}`} className="btn-quiet">
          More events
        </Link>
      )}
    </>
  );
}

function EventRow({ event }: { event: ShowEvent }) {
  return (
    <Link href={`/portal/events/${event.id}`} className="flex items-center gap-4 p-3 pr-5 hover:bg-mist">
      <div className="h-16 w-16 shrink-0 overflow-hidden rounded-xl">
        <EventCover event={event} />
      </div>
      <div className="min-w-0 flex-1">
        <p className="truncate text-lg font-bold">{event.name}</p>
        <p className="truncate text-sm text-ink-3">
          {formatDay(event.startsAt, event.timezone)}, {formatTime(event.startsAt, event.timezone)}
          {event.location && ` · ${event.location.name}`}
        </p>
      </div>
      <span className={event.status === 'cancelled' ? '' : 'hidden sm:inline'}>
        <StatusChip status={event.status} />
      </span>
    </Link>
  );
}
