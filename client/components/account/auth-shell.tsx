import Link from 'next/link';
import type { ReactNode } from 'react';

interface AuthShellProps {
  title: string;
  other: { text: string; label: string; path: string };
  next: string;
  children: ReactNode;
}

export function AuthShell({ title, other, next, children }: AuthShellProps) {
  return (
    <div className="wrap max-w-md pt-10 sm:pt-16">
      <h1 className="mb-6 text-4xl sm:text-5xl">{title}</h1>
      <div className="card p-5 sm:p-7">{children}</div>
      <p className="mt-5 text-center text-ink-2">
        {other.text}{' '}
        <Link href={`${other.path}?next=${encodeURIComponent(next)}`} className="link">
          {other.label}
        </Link>
      </p>
    </div>
  );
}
