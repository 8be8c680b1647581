import { formatLongDay, formatSpan, formatTime, zoneName } from '../../lib/time.ts';
import type { ShowEvent } from '../../lib/types.ts';

/** When and where: the two things people come back to the page for. */
export function EventFacts({ event }: { event: ShowEvent }) {
  const { startsAt, endsAt, timezone, location } = event;
  const sameNight = Date.parse(endsAt) - Date.parse(startsAt) < 18 * 3_600_000;
  const address = [location?.address, location?.city, countryName(location?.country)]
    .filter(Boolean)
    .join(', ');
  const mapQuery = encodeURIComponent([location?.name, address].filter(Boolean).join(', '));
  return (
    <dl className="mt-6 grid gap-5 border-y border-line py-5 sm:grid-cols-2">
      <div>
        <dt className="eyebrow">When</dt>
        <dd className="mt-1 text-lg font-bold">
          <time dateTime={startsAt}>
            {sameNight ? formatLongDay(startsAt, timezone) : formatSpan(startsAt, endsAt, timezone)}
          </time>
        </dd>
        {sameNight && (
          <dd className="text-ink-2">
            {formatTime(startsAt, timezone)} to {formatTime(endsAt, timezone)}{' '}
            <abbr title={`${timezone.replaceAll('_', ' ')} time`} className="no-underline">
              {zoneName(startsAt, timezone)}
            </abbr>
          </dd>
        )}
      </div>
      {location && (
        <div>
          <dt className="eyebrow">Where</dt>
          <dd className="mt-1 text-lg font-bold">{location.name}</dd>
          {address && <dd className="text-ink-2">{address}</dd>}
          <dd>
            <a
              href={`https://www.openstreetmap.org/search?query=${mapQuery}`}
              rel="noreferrer"
              target="_blank"
              className="link text-sm"
            >
              Show on a map
            </a>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** "DE" is Germany; anything else is what the promoter wrote. */
function countryName(country: string | null | undefined): string | null {
  if (!country || !/^[A-Z]{2}$/.test(country)) return country ?? null;
  return new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country;
}
