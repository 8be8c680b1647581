'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { api } from '../../lib/api.ts';
import { isApiError } from '../../lib/api-error.ts';
import { type Refusal, refusalOf } from '../../lib/error-sentences.ts';
import { requestKey } from '../../lib/request-key.ts';
import { type Selection, selectionToText } from '../../lib/sales.ts';
import type { OrderInput, TicketType } from '../../lib/types.ts';

export interface ReservationRefusal extends Refusal {
  openOrderId?: string;
}

interface Reservation {
  event: { id: string; slug: string };
  signedIn: boolean;
  promoCode: string | null;
  reload: (promoCode: string | null) => Promise<TicketType[]>;
}

/** Turns a selection into an order and goes to its checkout, or says why not and what helps. */
export function useReservation({ event, signedIn, promoCode, reload }: Reservation) {
  const router = useRouter();
  const key = useRef(requestKey());
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ReservationRefusal | null>(null);

  const reserve = async (selection: Selection, types: TicketType[], replaceOpenOrder = false) => {
    if (!signedIn) return goSignIn(selection);
    const body: OrderInput = {
      eventId: event.id,
      items: types
        .filter((type) => (selection[type.id] ?? 0) > 0)
        .map((type) => ({
          ticketTypeId: type.id,
          quantity: selection[type.id] ?? 0,
          unitPriceCents: type.priceCents,
        })),
      ...(promoCode ? { promoCode } : {}),
      ...(replaceOpenOrder ? { replaceOpenOrder } : {}),
    };
    setBusy(true);
    setRefusal(null);
    try {
      const order = await api.createOrder(body, key.current.for(body));
      router.push(`/orders/${order.id}/checkout`);
    } catch (error) {
      if (isApiError(error) && !error.retryable) key.current.renew();
      if (isApiError(error) && error.status === 401) return goSignIn(selection);
      const refused = refusalOf(error);
      if (refused.action === 'refresh' || refused.action === 'accept-price')
        await reload(promoCode).catch(() => undefined);
      const openOrderId = isApiError(error) ? error.fact('orderId') : undefined;
      setRefusal({ ...refused, ...(openOrderId ? { openOrderId } : {}) });
      setBusy(false);
    }
  };

  const goSignIn = (selection: Selection, waitFor: Selection = {}) => {
    const wait = selectionToText(waitFor);
    const back = `/events/${event.slug}?tickets=${selectionToText(selection)}${wait ? `&wait=${wait}` : ''}`;
    router.push(`/sign-in?next=${encodeURIComponent(back)}`);
  };

  return { reserve, goSignIn, busy, refusal, dismiss: () => setRefusal(null) };
}
