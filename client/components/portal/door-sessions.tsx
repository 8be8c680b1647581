'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { fieldErrors, sentenceFor } from '../../lib/error-sentences.ts';
import { formText } from '../../lib/form-text.ts';
import { formatMoment } from '../../lib/time.ts';
import { gateName } from '../../lib/verdicts.ts';
import type { DoorGrant, DoorSession } from '../../lib/types.ts';
import { Field, SelectField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { DoorLink } from './door-link.tsx';

interface DoorSessionsProps {
  eventId: string;
  /** Null when the list could not be read. */
  sessions: DoorSession[] | null;
  timeZone: string;
}

export function DoorSessions({ eventId, sessions, timeZone }: DoorSessionsProps) {
  const router = useRouter();
  const [grant, setGrant] = useState<(DoorGrant & { name: string }) | null>(null);
  const [error, setError] = useState<unknown>(null);
  const errors = fieldErrors(error);

  const create = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const element = event.currentTarget;
    const form = new FormData(element);
    const [name, gate, role] = [formText(form, 'name'), formText(form, 'gate'), formText(form, 'role')];
    setError(null);
    try {
      const created = await api.createDoorSession({
        eventId,
        name: name || gate || 'Door',
        role,
        ...(gate ? { gate } : {}),
      });
      setGrant({ ...created, name: name || gate || 'Door' });
      element.reset();
      router.refresh();
    } catch (caught) {
      setError(caught);
    }
  };

  const revoke = async (sessionId: string) => {
    setError(null);
    try {
      await api.revokeDoorSession(sessionId);
      if (grant?.id === sessionId) setGrant(null);
      router.refresh();
    } catch (caught) {
      setError(caught);
    }
  };

  const open = sessions?.filter((session) => !session.revokedAt) ?? [];
  return (
    <div className="space-y-6">
      {grant && <DoorLink grant={grant} />}
      <form
        onSubmit={create}
        noValidate
        className="card grid gap-4 p-5 sm:grid-cols-[1fr_1fr_auto_auto] sm:items-end"
      >
        <Field
          label="Name"
          name="name"
          maxLength={60}
          placeholder="Ana's phone"
          error={errors.name}
          data-testid="door-name"
        />
        <Field
          label="Gate"
          name="gate"
          maxLength={60}
          placeholder="North"
          error={errors.gate}
          data-testid="door-gate"
        />
        <SelectField label="Role" name="role" error={errors.role}>
          <option value="steward">Steward</option>
          <option value="supervisor">Supervisor</option>
        </SelectField>
        <button type="submit" data-testid="create-door" className="btn-primary">
          Create link
        </button>
      </form>
      {error !== null && <Notice tone="error">{sentenceFor(error)}</Notice>}
      {sessions === null && (
        <Notice tone="warning">The list of door sessions is not reachable right now.</Notice>
      )}
      {open.length > 0 && (
        <ul className="card divide-y divide-line" aria-label="Door sessions">
          {open.map((session) => (
            <li
              key={session.id}
              className="flex items-center justify-between gap-4 p-4 sm:px-5"
              data-testid={`door-session-${session.id}`}
            >
              <div className="min-w-0">
                <p className="truncate font-bold">{session.name}</p>
                <p className="text-sm text-ink-3 first-letter:uppercase">
                  {[
                    session.gate && gateName(session.gate),
                    session.role === 'supervisor' ? 'Supervisor' : 'Steward',
                    session.expiresAt && `until ${formatMoment(session.expiresAt, timeZone)}`,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <button
                type="button"
                onClick={() => revoke(session.id)}
                aria-label={`Revoke ${session.name}`}
                className="btn-danger btn-small"
              >
                Revoke
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
