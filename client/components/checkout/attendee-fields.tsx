'use client';

import type { Attendee } from '../../lib/types.ts';
import { Field } from '../ui/field.tsx';

interface AttendeeFieldsProps {
  value: Attendee[];
  onChange: (attendees: Attendee[]) => void;
  disabled: boolean;
}

export function AttendeeFields({ value, onChange, disabled }: AttendeeFieldsProps) {
  const change = (row: number, part: Partial<Attendee>) =>
    onChange(value.map((attendee, index) => (index === row ? { ...attendee, ...part } : attendee)));
  return (
    <section className="card p-5 sm:p-6" aria-labelledby="attendees-heading">
      <h2 id="attendees-heading" className="text-2xl">
        Who is coming?
      </h2>
      <p className="mt-1 text-ink-3">
        Optional. {value.length > 1 && 'Tickets left empty get the first name you enter.'}
      </p>
      <fieldset disabled={disabled} className="mt-4 space-y-4">
        <legend className="sr-only">Names on the tickets</legend>
        {value.map((attendee, row) => (
          <div key={row} className="grid grid-cols-2 gap-3" role="group" aria-label={`Ticket ${row + 1}`}>
            <Field
              label={value.length > 1 ? `Ticket ${row + 1}: first name` : 'First name'}
              autoComplete={row === 0 ? 'given-name' : 'off'}
              maxLength={60}
              value={attendee.firstName}
              onChange={(event) => change(row, { firstName: event.target.value })}
              data-testid={`attendee-first-${row}`}
            />
            <Field
              label="Last name"
              autoComplete={row === 0 ? 'family-name' : 'off'}
              maxLength={60}
              value={attendee.lastName}
              onChange={(event) => change(row, { lastName: event.target.value })}
              data-testid={`attendee-last-${row}`}
            />
          </div>
        ))}
      </fieldset>
    </section>
  );
}
