'use client';

import { type FormEvent, useState } from 'react';
import { api } from '../../lib/api.ts';
import { isApiError } from '../../lib/api-error.ts';
import { fieldErrors, sentenceFor } from '../../lib/error-sentences.ts';
import { formText, passwordOf } from '../../lib/form-text.ts';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Spinner } from '../ui/spinner.tsx';

export function SignInForm({ next }: { next: string }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = fieldErrors(error);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      await api.signIn({ email: formText(form, 'email'), password: passwordOf(form) });
      // A full load, so that every page is rendered anew for the signed-in user.
      window.location.assign(next);
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };

  return (
    <form method="post" onSubmit={submit} noValidate className="space-y-4">
      {error !== null && Object.keys(fields).length === 0 && (
        <Notice tone="error">{signInProblem(error)}</Notice>
      )}
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        autoFocus
        maxLength={254}
        error={fields.email}
        data-testid="email"
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={200}
        error={fields.password}
        data-testid="password"
      />
      <button type="submit" disabled={busy} data-testid="sign-in-submit" className="btn-primary w-full">
        {busy && <Spinner />}
        Sign in
      </button>
    </form>
  );
}

function signInProblem(error: unknown): string {
  const refused = isApiError(error) && error.status === 401;
  return refused ? 'That e-mail and password do not belong together.' : sentenceFor(error);
}
