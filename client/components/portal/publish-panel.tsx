'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { sentenceFor } from '../../lib/error-sentences.ts';
import type { ShowEvent } from '../../lib/types.ts';
import { Notice } from '../ui/notice.tsx';
import { Spinner } from '../ui/spinner.tsx';

interface PublishPanelProps {
  event: ShowEvent;
  ticketTypeCount: number;
  now: number;
}

export function PublishPanel({ event, ticketTypeCount, now }: PublishPanelProps) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const checks = [
    { text: 'It has a name and a date in the future', done: Date.parse(event.startsAt) > now, needed: true },
    { text: 'There is at least one ticket type', done: ticketTypeCount > 0, needed: true },
    { text: 'It says where it is', done: event.location !== null, needed: false },
    { text: 'It has a description', done: Boolean(event.description), needed: false },
    { text: 'It has a picture, else we draw a poster', done: Boolean(event.imageUrl), needed: false },
  ];
  const ready = checks.every((check) => check.done || !check.needed);

  const publish = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await api.publishEvent(event.id);
      router.refresh();
    } catch (error) {
      setProblem(sentenceFor(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="rounded-2xl bg-ink p-5 text-paper sm:p-7" aria-labelledby="publish-heading">
      <h2 id="publish-heading" className="text-2xl">
        Before you publish
      </h2>
      <ul className="mt-4 grid gap-2 sm:grid-cols-2">
        {checks.map((check) => (
          <li key={check.text} className="flex items-center gap-3">
            <span
              className={`grid h-6 w-6 shrink-0 place-items-center rounded-full text-sm font-bold ${
                check.done ? 'bg-lime text-ink' : 'border-2 border-paper/50'
              }`}
            >
              <span aria-hidden="true">{check.done ? '✓' : ''}</span>
              <span className="sr-only">{check.done ? 'Done:' : 'Missing:'}</span>
            </span>
            <span className={check.done ? '' : 'text-paper/80'}>
              {check.text}
              {!check.needed && !check.done && <span className="text-paper/60"> (optional)</span>}
            </span>
          </li>
        ))}
      </ul>
      {problem && (
        <div className="mt-4">
          <Notice tone="error">{problem}</Notice>
        </div>
      )}
      <button
        type="button"
        onClick={publish}
        disabled={!ready || busy}
        data-testid="publish"
        className="btn-lime mt-6"
      >
        {busy && <Spinner />}
        Publish
      </button>
    </section>
  );
}
