'use client';

import { useSyncExternalStore } from 'react';
import { zoneName, zonesDiffer } from '../../lib/time.ts';

const never = () => () => undefined;

/** Names the event's timezone for viewers whose own clock shows something else. */
export function ZoneNote({ iso, timeZone }: { iso: string; timeZone: string }) {
  const viewerZone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  );
  if (viewerZone && !zonesDiffer(iso, timeZone, viewerZone)) return null;
  return (
    <abbr title={`${timeZone.replaceAll('_', ' ')} time`} className="no-underline">
      {' '}
      {zoneName(iso, timeZone)}
    </abbr>
  );
}
