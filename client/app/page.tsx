import Link from 'next/link';
import { EventCard } from '../components/shop/event-card.tsx';
import { HeroTickets } from '../components/shop/hero-tickets.tsx';
import { SearchBox } from '../components/shop/search-box.tsx';
import { Empty } from '../components/ui/empty.tsx';
import { fromPrice } from '../lib/from-price.ts';
import { orElse, publicApi } from '../lib/server-api.ts';
import type { ShowEvent } from '../lib/types.ts';

const pageSize = 24;

interface HomeProps {
  searchParams: Promise<{ q?: string | string[]; city?: string | string[]; cursor?: string | string[] }>;
}

export default async function HomePage({ searchParams }: HomeProps) {
  const params = await searchParams;
  const [q, city, cursor] = [params.q, params.city, params.cursor].map((value) =>
    (Array.isArray(value) ? value[0] : value)?.trim(),
  );
  const search = { ...(q ? { q } : {}), ...(city ? { city } : {}), ...(cursor ? { cursor } : {}) };
  const found = await publicApi().events({ ...search, limit: pageSize });
  const events = await Promise.all(found.items.map(withPrice));
  const searching = Boolean(q || city);
  return (
    <>
      <section className="relative overflow-hidden bg-ink text-paper">
        <HeroTickets />
        <div className="wrap relative pt-12 pb-14 sm:pt-20 sm:pb-20">
          <h1 className="max-w-3xl text-[2.75rem] leading-[0.95] font-extrabold sm:text-7xl">
            Nights worth <span className="text-lime">going out</span> for.
          </h1>
          <p className="mt-4 max-w-lg text-lg text-paper/75">
            Pick your tickets, pay in a minute, walk in with your phone.
          </p>
          <SearchBox q={q ?? ''} city={city ?? ''} />
        </div>
      </section>
      <section className="wrap pt-10" aria-labelledby="list-heading">
        <div className="mb-6 flex items-baseline justify-between gap-4">
          <h2 id="list-heading" className="text-3xl">
            {searching ? resultsTitle(events.length, found.nextCursor !== null) : 'Coming up'}
          </h2>
          {searching && (
            <Link href="/" className="link">
              All events
            </Link>
          )}
        </div>
        {events.length === 0 ? (
          <NoEvents searching={searching} />
        ) : (
          <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
            {events.map(({ event, from }, index) => (
              <li key={event.id} className="grid">
                <EventCard event={event} from={from} eager={index < 3} />
              </li>
            ))}
          </ul>
        )}
        {found.nextCursor && (
          <p className="mt-8 text-center">
            <Link
              href={`/?${new URLSearchParams({ ...search, cursor: found.nextCursor }).toString()}`}
              className="btn-quiet"
            >
              More events
            </Link>
          </p>
        )}
      </section>
    </>
  );
}

/** Prices live with the ticket types; a card without one is better than no page, and ten seconds old is new enough. */
async function withPrice(event: ShowEvent) {
  const types = await orElse(publicApi().ticketTypes(event.id, { revalidateSeconds: 10 }), []);
  return { event, from: fromPrice(types, Date.now()) };
}

function resultsTitle(count: number, more: boolean): string {
  if (count === 0) return 'Nothing found';
  return `${count}${more ? '+' : ''} ${count === 1 && !more ? 'event' : 'events'}`;
}

function NoEvents({ searching }: { searching: boolean }) {
  return searching ? (
    <Empty
      title="No event matches that"
      action={
        <Link href="/" className="btn-primary">
          See all events
        </Link>
      }
    >
      Try another word, an artist, or leave the city out.
    </Empty>
  ) : (
    <Empty
      title="No events yet"
      action={
        <Link href="/portal" className="btn-primary">
          Put on an event
        </Link>
      }
    >
      New dates appear here as soon as a promoter publishes them.
    </Empty>
  );
}
