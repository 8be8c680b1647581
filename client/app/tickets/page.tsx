import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { TicketCard } from '../../components/ticket/ticket-card.tsx';
import { LoadingList } from '../../components/ui/loading-list.tsx';
import { Empty } from '../../components/ui/empty.tsx';
import { requireUser, serverApi } from '../../lib/server-api.ts';
import { allTickets } from '../../lib/all-tickets.ts';
import { formatDay, formatTime, zoneName } from '../../lib/time.ts';
import type { Ticket } from '../../lib/types.ts';

type TicketEvent = NonNullable<Ticket['event']> | null;

export const metadata: Metadata = { title: 'My tickets', robots: { index: false } };

export default async function TicketsPage() {
  await requireUser('/tickets');
  return (
    <div className="wrap max-w-5xl pt-8 lg:pt-12">
      <h1 className="text-4xl sm:text-5xl">My tickets</h1>
      <Suspense fallback={<LoadingList />}>
        <TicketList />
      </Suspense>
    </div>
  );
}

async function TicketList() {
  const tickets = await allTickets(await serverApi());
  const eventIds = [...new Set(tickets.map((ticket) => ticket.eventId))];
  const groups = eventIds.map((eventId) => {
    const ofEvent = tickets.filter((ticket) => ticket.eventId === eventId);
    return { eventId, event: ofEvent[0]?.event ?? null, tickets: ofEvent };
  });
  const now = Date.now();
  const over = (event: TicketEvent) => event !== null && Date.parse(event.endsAt) < now;
  const byStart = groups.toSorted((a, b) => (a.event?.startsAt ?? '').localeCompare(b.event?.startsAt ?? ''));
  const ordered = [
    ...byStart.filter(({ event }) => !over(event)),
    ...byStart.filter(({ event }) => over(event)).toReversed(),
  ];
  return (
    <>
      {tickets.length === 0 ? (
        <div className="mt-6">
          <Empty
            title="No tickets yet"
            action={
              <Link href="/" className="btn-primary">
                Find an event
              </Link>
            }
          >
            Tickets you buy appear here, ready to show at the door.
          </Empty>
        </div>
      ) : (
        <p className="mt-3 max-w-prose text-ink-2">
          At the door, turn your screen brightness all the way up and hold the code flat in front of the
          scanner.
        </p>
      )}
      {ordered.map(({ eventId, event, tickets: ofEvent }) => (
        <section key={eventId} className="mt-10" aria-label={event?.name ?? 'Tickets'}>
          <EventHeading event={event} over={over(event)} count={ofEvent.length} />
          <ul className="mt-4 grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
            {ofEvent.map((ticket, index) => (
              <li key={ticket.id}>
                <TicketCard
                  ticket={ticket}
                  typeName={ticket.ticketTypeName ?? 'Ticket'}
                  eventName={event?.name ?? ''}
                  position={position(ofEvent, index)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

const position = (tickets: Ticket[], index: number) => `${index + 1} of ${tickets.length}`;

function EventHeading({ event, over, count }: { event: TicketEvent; over: boolean; count: number }) {
  if (!event) return <h2 className="text-2xl">{count} tickets</h2>;
  return (
    <div>
      <h2 className="text-2xl sm:text-3xl">
        <Link href={`/events/${event.slug}`} className="hover:underline">
          {event.name}
        </Link>
      </h2>
      <p className="mt-1 text-ink-2">
        {over && <strong>Over. </strong>}
        {formatDay(event.startsAt, event.timezone)}, {formatTime(event.startsAt, event.timezone)}{' '}
        {zoneName(event.startsAt, event.timezone)}
        {event.location && ` · ${[event.location.name, event.location.city].filter(Boolean).join(', ')}`}
      </p>
    </div>
  );
}
