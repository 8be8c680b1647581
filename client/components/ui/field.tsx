'use client';

import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';

interface Common {
  label: string;
  hint?: ReactNode | undefined;
  error?: string | undefined;
  optional?: boolean;
}

function useDescription(props: Common) {
  const id = useId();
  const describedBy = [props.error && `${id}-error`, props.hint && `${id}-hint`].filter(Boolean).join(' ');
  return {
    id,
    control: {
      id,
      'aria-invalid': props.error ? (true as const) : undefined,
      'aria-describedby': describedBy || undefined,
    },
  };
}

function Frame({ id, label, hint, error, optional, children }: Common & { id: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="label">
        {label} {optional && <span className="font-normal text-ink-3">optional</span>}
      </label>
      {children}
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-sm font-semibold text-ember">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

type InputProps = Common & InputHTMLAttributes<HTMLInputElement> & { 'data-testid'?: string };

/** A labelled input with its error and hint tied to it. */
export function Field({ label, hint, error, optional, className, ...input }: InputProps) {
  const { id, control } = useDescription({ label, hint, error });
  return (
    <Frame id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <input {...input} {...control} className={`input ${className ?? ''}`} />
    </Frame>
  );
}

type SelectProps = Common & SelectHTMLAttributes<HTMLSelectElement>;

export function SelectField({ label, hint, error, optional, children, ...select }: SelectProps) {
  const { id, control } = useDescription({ label, hint, error });
  return (
    <Frame id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <select {...select} {...control} className="input">
        {children}
      </select>
    </Frame>
  );
}

type AreaProps = Common & TextareaHTMLAttributes<HTMLTextAreaElement>;

export function TextAreaField({ label, hint, error, optional, ...area }: AreaProps) {
  const { id, control } = useDescription({ label, hint, error });
  return (
    <Frame id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <textarea {...area} {...control} className="input" />
    </Frame>
  );
}

type CheckProps = Common & InputHTMLAttributes<HTMLInputElement>;

export function CheckField({ label, hint, error, ...input }: CheckProps) {
  const { id, control } = useDescription({ label, hint, error });
  return (
    <div className="flex gap-3">
      <input {...input} {...control} type="checkbox" className="mt-0.5 h-6 w-6 shrink-0 accent-leaf" />
      <div>
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-ink-3">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} className="text-sm font-semibold text-ember">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}
