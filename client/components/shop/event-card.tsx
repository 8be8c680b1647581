import Link from 'next/link';
import type { FromPrice } from '../../lib/from-price.ts';
import { formatPrice } from '../../lib/money.ts';
import { dateStamp, formatDay, formatTime } from '../../lib/time.ts';
import type { ShowEvent } from '../../lib/types.ts';
import { ZoneNote } from '../ui/zone-note.tsx';
import { EventCover } from './event-cover.tsx';

export function EventCard({
  event,
  from,
  eager,
}: {
  event: ShowEvent;
  from: FromPrice | null;
  eager: boolean;
}) {
  const stamp = dateStamp(event.startsAt, event.timezone);
  const place = [event.location?.name, event.location?.city].filter(Boolean).join(', ');
  return (
    <Link
      href={`/events/${event.slug}`}
      data-testid="event-card"
      className="group card flex flex-col overflow-hidden transition-shadow hover:shadow-[0_12px_32px_-14px_rgb(19_23_21/0.4)]"
    >
      <div className="relative aspect-[4/3] overflow-hidden">
        <EventCover
          event={event}
          eager={eager}
          className="transition-transform duration-300 group-hover:scale-[1.03]"
        />
        <div
          className="absolute top-3 left-3 flex w-14 flex-col items-center rounded-xl bg-paper py-1.5 leading-none"
          aria-hidden="true"
        >
          <span className="text-[0.65rem] font-bold tracking-wider text-ink-3">{stamp.weekday}</span>
          <span className="font-display text-2xl font-extrabold tracking-tight">{stamp.day}</span>
          <span className="text-[0.65rem] font-bold tracking-wider">{stamp.month}</span>
        </div>
        {from?.soldOut && <span className="chip absolute top-3 right-3 bg-ink text-paper">Sold out</span>}
      </div>
      <div className="flex flex-1 flex-col p-4">
        <h3 className="line-clamp-2 text-xl">{event.name}</h3>
        <p className="mt-2 text-[0.95rem] text-ink-2">
          <time dateTime={event.startsAt}>
            {formatDay(event.startsAt, event.timezone)}, {formatTime(event.startsAt, event.timezone)}
          </time>
          <ZoneNote iso={event.startsAt} timeZone={event.timezone} />
        </p>
        {place && <p className="truncate text-[0.95rem] text-ink-3">{place}</p>}
        {from && !from.soldOut && (
          <p className="mt-auto pt-3 font-bold">
            {from.several && from.cents > 0 && <span className="font-normal text-ink-3">from </span>}
            {formatPrice(from.cents, from.currency)}
          </p>
        )}
      </div>
    </Link>
  );
}
