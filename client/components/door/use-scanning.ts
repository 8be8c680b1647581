'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { type Door, isDoorClosed, newScan } from '../../lib/door.ts';
import { sentenceFor } from '../../lib/error-sentences.ts';
import type { Direction, DoorState, ScanInput, ScanResult } from '../../lib/types.ts';
import { verdictText } from '../../lib/verdicts.ts';
import { signal } from './signal.ts';

export type Outcome =
  | { kind: 'checking'; scan: ScanInput }
  | { kind: 'verdict'; scan: ScanInput; result: ScanResult }
  | { kind: 'failed'; scan: ScanInput; sentence: string };

const keep = 30;

interface Scanning {
  door: Door;
  initialState: DoorState;
  onClosed: () => void;
}

/** One scan at a time: ask, show, remember. A scan whose answer was lost is tried again under the same id. */
export function useScanning({ door, initialState, onClosed }: Scanning) {
  const [state, setState] = useState(initialState);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [history, setHistory] = useState<{ scan: ScanInput; result: ScanResult }[]>([]);
  const [direction, setDirection] = useState<Direction>('in');
  const busy = useRef(false);

  const refresh = useCallback(async () => {
    try {
      setState(await door.session());
    } catch (error) {
      if (isDoorClosed(error)) onClosed();
    }
  }, [door, onClosed]);

  useEffect(() => {
    const timer = setInterval(() => void refresh(), 15_000);
    return () => clearInterval(timer);
  }, [refresh]);

  const send = useCallback(
    async (scan: ScanInput) => {
      if (busy.current) return;
      busy.current = true;
      setOutcome({ kind: 'checking', scan });
      try {
        const result = await door.scan(scan);
        signal(verdictText(result.verdict).tone);
        setOutcome({ kind: 'verdict', scan, result });
        setHistory((before) => [{ scan, result }, ...before].slice(0, keep));
        void refresh();
      } catch (error) {
        if (isDoorClosed(error)) onClosed();
        else {
          signal('refuse');
          setOutcome({ kind: 'failed', scan, sentence: sentenceFor(error) });
        }
      } finally {
        busy.current = false;
      }
    },
    [door, onClosed, refresh],
  );

  const submit = useCallback(
    (code: string) => {
      if (code.trim()) void send(newScan(code, direction, new Date()));
    },
    [send, direction],
  );
  const retry = useCallback(() => {
    if (outcome?.kind === 'failed') void send(outcome.scan);
  }, [outcome, send]);
  const dismiss = useCallback(() => setOutcome(null), []);

  return { state, outcome, history, direction, setDirection, submit, retry, dismiss };
}
