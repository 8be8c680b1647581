'use client';

import { useEffect, useState } from 'react';
import { api, availabilityStreamUrl } from '../../lib/api.ts';
import type { Availability, TicketType } from '../../lib/types.ts';

const pollEveryMs = 5_000;

/** Keeps `available` of the ticket types live: by the server's stream, by polling while that is not to be had. */
export function useAvailability(eventId: string, loaded: TicketType[]) {
  const [types, setTypes] = useState(loaded);

  useEffect(() => {
    let newest = 0;
    const take = (availability: Availability) => {
      if (availability.version < newest) return;
      newest = availability.version;
      const byId = new Map(availability.types.map((type) => [type.ticketTypeId, type.available]));
      setTypes((before) =>
        before.map((type) => ({ ...type, available: byId.get(type.id) ?? type.available })),
      );
    };
    const poll = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        take(await api.availability(eventId));
      } catch {
        // The next poll, or the reservation itself, will tell.
      }
    };

    let timer: ReturnType<typeof setInterval> | undefined;
    const startPolling = () => {
      timer ??= setInterval(() => void poll(), pollEveryMs);
    };
    const stopPolling = () => {
      clearInterval(timer);
      timer = undefined;
    };

    void poll();
    const stream = new EventSource(availabilityStreamUrl(eventId));
    const onMessage = (message: MessageEvent<string>) => {
      stopPolling();
      take(JSON.parse(message.data) as Availability);
    };
    stream.addEventListener('message', onMessage);
    stream.addEventListener('availability', onMessage);
    stream.addEventListener('error', startPolling);
    return () => {
      stream.close();
      stopPolling();
    };
  }, [eventId]);

  /** Reads names, prices and stock anew, after the server said that ours are old. */
  const reload = async (promoCode: string | null) => {
    const all = await api.ticketTypes(eventId, promoCode ? { promoCode } : {});
    // A hidden type is for those who came with the code that unlocks it.
    const fresh = all.filter((type) => !type.hidden || promoCode !== null);
    setTypes(fresh);
    return fresh;
  };

  return { types, reload };
}
