'use client';

import { type FormEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { isApiError } from '../../lib/api-error.ts';
import { fieldErrors, sentenceFor } from '../../lib/error-sentences.ts';
import { formText, passwordOf } from '../../lib/form-text.ts';
import type { Role } from '../../lib/types.ts';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Spinner } from '../ui/spinner.tsx';

const roles: { role: Role; title: string; text: string }[] = [
  { role: 'customer', title: 'I go out', text: 'Buy tickets' },
  { role: 'promoter', title: 'I put on events', text: 'Sell tickets' },
];

export function SignUpForm({ next, initialRole }: { next: string; initialRole: Role }) {
  const [role, setRole] = useState(initialRole);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = fieldErrors(error);
  const taken = isApiError(error) && error.status === 409;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = formText(form, 'name');
    setBusy(true);
    setError(null);
    try {
      await api.signUp({
        email: formText(form, 'email'),
        password: passwordOf(form),
        role,
        ...(name ? { name } : {}),
      });
      window.location.assign(role === 'promoter' && next === '/' ? '/portal' : next);
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };

  return (
    <form method="post" onSubmit={submit} noValidate className="space-y-4">
      {error !== null && !taken && Object.keys(fields).length === 0 && (
        <Notice tone="error">{sentenceFor(error)}</Notice>
      )}
      <fieldset className="grid grid-cols-2 gap-2">
        <legend className="sr-only">What brings you here?</legend>
        {roles.map((choice) => (
          <label
            key={choice.role}
            className="cursor-pointer rounded-xl border-2 border-line p-3 leading-tight has-checked:border-ink has-checked:bg-lime/30 has-focus-visible:outline-3 has-focus-visible:outline-leaf"
          >
            <input
              type="radio"
              name="role"
              value={choice.role}
              checked={role === choice.role}
              onChange={() => setRole(choice.role)}
              data-testid={`role-${choice.role}`}
              className="sr-only"
            />
            <span className="block font-bold">{choice.title}</span>
            <span className="text-sm text-ink-2">{choice.text}</span>
          </label>
        ))}
      </fieldset>
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        optional
        maxLength={100}
        error={fields.name}
        data-testid="name"
      />
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        maxLength={254}
        error={taken ? 'There is an account with this e-mail already. Sign in instead.' : fields.email}
        hint="Your tickets are sent here."
        data-testid="email"
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={8}
        maxLength={200}
        error={fields.password}
        hint="At least 8 characters."
        data-testid="password"
      />
      <button type="submit" disabled={busy} data-testid="sign-up-submit" className="btn-primary w-full">
        {busy && <Spinner />}
        Create account
      </button>
    </form>
  );
}
