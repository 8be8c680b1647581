'use client';

import { useCallback, useEffect, useState } from 'react';
import { api } from '../../lib/api.ts';
import { isOpen } from '../../lib/order-state.ts';
import { serverNow } from '../../lib/server-clock.ts';
import type { Order } from '../../lib/types.ts';

const everyMs = 10_000;

/** The order as the server sees it, looked at every few seconds: it can end in another tab, or by the clock. */
export function useOrderWatch(initial: Order) {
  const [order, setOrder] = useState(initial);
  const [timeIsUp, setTimeIsUp] = useState(false);

  /** Keeps the newest version and the names that only the page knows. */
  const take = useCallback((next: Order) => {
    setOrder((before) => {
      if (next.version < before.version) return before;
      const names = new Map(before.items.map((item) => [item.ticketTypeId, item.name]));
      const items = next.items.map((item) => ({
        ...item,
        name: item.name ?? names.get(item.ticketTypeId) ?? 'Ticket',
      }));
      return { ...next, items };
    });
  }, []);

  const look = useCallback(async () => {
    try {
      take(await api.order(initial.id));
    } catch {
      // The next look will tell; the countdown goes on meanwhile.
    }
  }, [initial.id, take]);

  const open = isOpen(order.status);
  useEffect(() => {
    if (!open) return undefined;
    // The first look also tells the server's time, without which the countdown stands still.
    void look();
    const timer = setInterval(() => void look(), everyMs);
    return () => clearInterval(timer);
  }, [open, look]);

  const onTimeUp = useCallback(() => {
    // A page asleep on a phone may fire late; the clock decides, then the server has the last word.
    if (serverNow() < Date.parse(initial.expiresAt)) return;
    setTimeIsUp(true);
    void look();
  }, [initial.expiresAt, look]);

  return { order, take, timeIsUp, onTimeUp };
}
