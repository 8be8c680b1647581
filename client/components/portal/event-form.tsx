'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useState } from 'react';
import { api } from '../../lib/api.ts';
import { fieldErrors, sentenceFor } from '../../lib/error-sentences.ts';
import { emptyEventDraft, eventChanges, eventDraftOf, eventInputOf } from '../../lib/event-draft.ts';
import type { ShowEvent } from '../../lib/types.ts';
import { CheckField, Field, SelectField, TextAreaField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Spinner } from '../ui/spinner.tsx';

export function EventForm({ event, timeZones }: { event: ShowEvent | null; timeZones: string[] }) {
  const router = useRouter();
  const [draft, setDraft] = useState(event ? eventDraftOf(event) : emptyEventDraft());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const errors = { ...fieldErrors(error), ...problems };

  useEffect(() => {
    // The server cannot know where the promoter is; their browser does.
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!event && timeZones.includes(here)) setDraft((before) => ({ ...before, timezone: here }));
  }, [event, timeZones]);

  const text = (name: keyof typeof draft) => ({
    name,
    value: String(draft[name]),
    error: errors[name],
    'data-testid': `event-${name}`,
    onChange: (change: { target: { value: string } }) => {
      setProblems({});
      setDraft({ ...draft, [name]: change.target.value });
    },
  });

  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    const { input, problems: found } = eventInputOf(draft);
    setProblems(found);
    setError(null);
    if (!input) return;
    setBusy(true);
    try {
      const saved = event
        ? await api.updateEvent(event.id, eventChanges(event, input))
        : await api.createEvent(input);
      router.push(`/portal/events/${saved.id}`);
      router.refresh();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} noValidate className="space-y-6">
      <section className="card space-y-4 p-5 sm:p-6">
        <Field label="Name" required maxLength={200} {...text('name')} />
        <TextAreaField
          label="Description"
          optional
          rows={6}
          maxLength={10_000}
          hint="Who plays, what to expect, from what age."
          {...text('description')}
        />
        <Field
          label="Picture"
          optional
          type="url"
          placeholder="https://"
          hint="The address of an image, 4:3 looks best. Without one we draw a poster."
          {...text('imageUrl')}
        />
      </section>
      <section className="card grid gap-4 p-5 sm:grid-cols-2 sm:p-6" aria-label="When">
        <Field label="Starts" type="datetime-local" required {...text('startsAt')} />
        <Field label="Ends" type="datetime-local" required {...text('endsAt')} />
        <div className="sm:col-span-2">
          <SelectField
            label="Timezone"
            hint="Dates above are local time where the event is."
            {...text('timezone')}
          >
            {timeZones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </SelectField>
        </div>
      </section>
      <section className="card grid gap-4 p-5 sm:grid-cols-2 sm:p-6" aria-label="Where">
        <Field label="Venue" maxLength={200} {...text('venue')} />
        <Field label="Address" optional maxLength={200} {...text('address')} />
        <Field label="City" optional maxLength={100} {...text('city')} />
        <Field label="Country" optional maxLength={100} {...text('country')} />
      </section>
      <section className="card grid gap-4 p-5 sm:grid-cols-2 sm:p-6" aria-label="Rules">
        <Field
          label="Hold tickets for (minutes)"
          inputMode="decimal"
          hint="How long a buyer has to pay."
          {...text('holdMinutes')}
        />
        <Field
          label="Tickets per customer"
          optional
          inputMode="numeric"
          hint="Empty means no limit."
          {...text('maxTicketsPerCustomer')}
        />
        <div className="sm:col-span-2">
          <CheckField
            label="Guests may leave and come back"
            name="reentry"
            checked={draft.reentry}
            onChange={(change) => setDraft({ ...draft, reentry: change.target.checked })}
          />
        </div>
      </section>
      {error !== null && <Notice tone="error">{sentenceFor(error)}</Notice>}
      {Object.keys(problems).length > 0 && (
        <Notice tone="error">Please correct the fields marked above.</Notice>
      )}
      <button type="submit" disabled={busy} data-testid="save-event" className="btn-primary">
        {busy && <Spinner />}
        {event ? 'Save changes' : 'Create draft'}
      </button>
    </form>
  );
}
