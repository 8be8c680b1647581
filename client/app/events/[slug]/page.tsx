import type { Metadata } from 'next';
import { cache } from 'react';
import { EventCover } from '../../../components/shop/event-cover.tsx';
import { EventFacts } from '../../../components/shop/event-facts.tsx';
import { TicketPicker } from '../../../components/shop/ticket-picker.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { selectionFromText } from '../../../lib/sales.ts';
import { currentUser, orElse, orNotFound, serverApi } from '../../../lib/server-api.ts';
import { publicUrl } from '../../../lib/site.ts';
import { eventJsonLd, jsonForScript } from '../../../lib/structured-data.ts';
import { formatDay, formatTime } from '../../../lib/time.ts';
import type { ShowEvent } from '../../../lib/types.ts';

interface EventPageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ tickets?: string | string[]; wait?: string | string[] }>;
}

const findEvent = cache(async (slug: string) =>
  orNotFound((await serverApi()).event(slug), `/events/${slug}`),
);

export async function generateMetadata({ params }: EventPageProps): Promise<Metadata> {
  const { slug } = await params;
  const event = await findEvent(slug);
  const description = summary(event);
  const url = `${publicUrl()}/events/${event.slug}`;
  return {
    title: event.name,
    description,
    alternates: { canonical: url },
    openGraph: {
      title: event.name,
      description,
      url,
      ...(event.imageUrl ? { images: [event.imageUrl] } : {}),
    },
    ...(event.status === 'draft' ? { robots: { index: false } } : {}),
  };
}

export default async function EventPage({ params, searchParams }: EventPageProps) {
  const { slug } = await params;
  const { tickets, wait } = await searchParams;
  const [event, user] = await Promise.all([findEvent(slug), currentUser()]);
  const now = Date.now();
  const all = await orElse((await serverApi()).ticketTypes(event.id), null);
  const waiting = user ? await orElse((await serverApi()).waitingList(), []) : [];
  const types = (all ?? []).filter((type) => !type.hidden);
  const selection = selectionFromText(Array.isArray(tickets) ? tickets[0] : tickets);
  const waitingWanted = selectionFromText(Array.isArray(wait) ? wait[0] : wait);
  const url = `${publicUrl()}/events/${event.slug}`;
  return (
    <article>
      <script
        type="application/ld+json"
        dangerouslySetInnerHTML={{
          __html: jsonForScript(eventJsonLd({ event, ticketTypes: types, url, now })),
        }}
      />
      <div className="relative h-52 overflow-hidden bg-ink sm:h-80">
        <EventCover event={event} eager />
      </div>
      <div className="wrap grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_25rem] lg:grid-rows-[auto_1fr]">
        <div className="min-w-0">
          <h1 className="mt-8 text-4xl break-words sm:text-6xl">{event.name}</h1>
          {event.promoter?.name && (
            <p className="mt-3 text-lg text-ink-3">Presented by {event.promoter.name}</p>
          )}
          <EventFacts event={event} />
        </div>
        <aside aria-label="Tickets" className="lg:relative lg:z-10 lg:row-span-2 lg:-mt-24">
          <div className="lg:sticky lg:top-6">
            {event.status === 'published' ? (
              <TicketPicker
                event={{
                  id: event.id,
                  slug: event.slug,
                  name: event.name,
                  timezone: event.timezone,
                  holdMinutes: event.holdMinutes,
                  maxTicketsPerCustomer: event.maxTicketsPerCustomer,
                }}
                initialTypes={types}
                unavailable={all === null}
                initialSelection={selection}
                initialWaiting={waiting}
                waitingWanted={waitingWanted}
                signedIn={user !== null}
                renderedAt={now}
              />
            ) : (
              <Notice tone={event.status === 'cancelled' ? 'error' : 'plain'} title={closedTitle(event)}>
                {event.status === 'cancelled' && 'If you have tickets, your money is on its way back to you.'}
                {event.status === 'draft' && 'Only you can see this page until you publish the event.'}
              </Notice>
            )}
          </div>
        </aside>
        <div className="space-y-8">
          {(event.performers ?? []).length > 0 && (
            <section aria-labelledby="lineup">
              <h2 id="lineup" className="mb-3 text-2xl">
                Line-up
              </h2>
              <ul className="flex flex-wrap gap-x-6 gap-y-1 font-display text-2xl font-bold tracking-tight">
                {event.performers?.map((performer) => (
                  <li key={performer.id}>{performer.name}</li>
                ))}
              </ul>
            </section>
          )}
          {event.description && (
            <section aria-labelledby="about">
              <h2 id="about" className="mb-3 text-2xl">
                About
              </h2>
              <div className="max-w-prose text-lg leading-relaxed whitespace-pre-line text-ink-2">
                {event.description}
              </div>
            </section>
          )}
        </div>
      </div>
    </article>
  );
}

function closedTitle(event: ShowEvent): string {
  if (event.status === 'cancelled') return 'This event was cancelled';
  return event.status === 'draft' ? 'This is a preview' : 'This event is over';
}

function summary(event: ShowEvent): string {
  const place = [event.location?.name, event.location?.city].filter(Boolean).join(', ');
  const when = `${formatDay(event.startsAt, event.timezone)}, ${formatTime(event.startsAt, event.timezone)}`;
  const about = event.description?.replaceAll(/\s+/g, ' ').slice(0, 120);
  return [when, place, about].filter(Boolean).join(' · ');
}
