'use client';

import { useEffect, useRef, useState } from 'react';
import { api } from '../../lib/api.ts';
import { isApiError } from '../../lib/api-error.ts';
import { refusalOf, sentenceFor } from '../../lib/error-sentences.ts';
import { requestKey } from '../../lib/request-key.ts';
import type { WaitingEntry, WaitingInput } from '../../lib/types.ts';
import { isInLine } from '../../lib/waiting.ts';

const everyMs = 5_000;

interface Waiting {
  initial: WaitingEntry[];
  /** Goes to the sign-in page, and back to this ticket type and number. */
  onSignIn?: (input: WaitingInput) => void;
  /** The server says that there are enough tickets after all. */
  onAvailable?: () => void;
}

/** My places in waiting lists, looked at every few seconds while I wait: an offer does not last long. */
export function useWaiting({ initial, onSignIn, onAvailable }: Waiting) {
  const [entries, setEntries] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ about: string; sentence: string } | null>(null);
  const key = useRef(requestKey());

  const inLine = entries.some(isInLine);
  useEffect(() => {
    if (!inLine) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') look().then(setEntries, () => undefined);
    }, everyMs);
    return () => clearInterval(timer);
  }, [inLine]);

  const join = async (input: WaitingInput) => {
    setBusy(true);
    setProblem(null);
    try {
      await api.joinWaitingList(input, key.current.for(input));
      key.current.renew();
      setEntries(await look());
    } catch (error) {
      if (isApiError(error) && !error.retryable) key.current.renew();
      if (isApiError(error) && error.status === 401) return onSignIn?.(input);
      const code = isApiError(error) ? error.code : '';
      if (code === 'already-waiting') await look().then(setEntries, () => undefined);
      if (code === 'tickets-available') onAvailable?.();
      setProblem({ about: input.ticketTypeId, sentence: refusalOf(error).sentence });
    } finally {
      setBusy(false);
    }
  };

  const leave = async (entry: WaitingEntry) => {
    setBusy(true);
    setProblem(null);
    try {
      await api.leaveWaitingList(entry.id);
      setEntries(await look());
    } catch (error) {
      setProblem({ about: entry.ticketTypeId, sentence: sentenceFor(error) });
    } finally {
      setBusy(false);
    }
  };

  return { entries, busy, problem, join, leave };
}

const look = () => api.waitingList();
