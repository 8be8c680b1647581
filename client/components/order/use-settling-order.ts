'use client';

import { useEffect, useState } from 'react';
import type { Api } from '../../lib/api.ts';
import { admissions } from '../../lib/order-state.ts';
import { allTickets } from '../../lib/all-tickets.ts';
import type { Order, Ticket } from '../../lib/types.ts';

interface SettlingOrder {
  api: Api;
  initialOrder: Order;
  initialTickets: Ticket[];
}

const everyMs = 1_500;
const tries = 120;

/** A paid order gets its tickets a moment later: look until they are there. */
export function useSettlingOrder({ api, initialOrder, initialTickets }: SettlingOrder) {
  const [order, setOrder] = useState(initialOrder);
  const [tickets, setTickets] = useState(initialTickets);
  const { status } = order;
  const settling = status === 'paid' || (status === 'completed' && tickets.length < admissions(order));
  const pending = settling || status === 'pending_payment';

  useEffect(() => {
    if (!pending) return undefined;
    let left = tries;
    const look = async () => {
      left -= 1;
      if (left <= 0) clearInterval(timer);
      try {
        const [nextOrder, nextTickets] = await Promise.all([
          api.order(initialOrder.id),
          allTickets(api, initialOrder.id),
        ]);
        setOrder(nextOrder);
        setTickets(nextTickets);
      } catch {
        // The next look will tell.
      }
    };
    const timer = setInterval(() => void look(), everyMs);
    return () => clearInterval(timer);
  }, [api, pending, initialOrder.id]);

  return { order, tickets };
}
