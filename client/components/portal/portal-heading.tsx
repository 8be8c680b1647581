import Link from 'next/link';
import type { ReactNode } from 'react';

interface PortalHeadingProps {
  back: { href: string; label: string };
  title: string;
  children?: ReactNode;
}

export function PortalHeading({ back, title, children }: PortalHeadingProps) {
  return (
    <div className="mb-8">
      <Link
        href={back.href}
        className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-ink-2 hover:text-ink"
      >
        <span aria-hidden="true">←</span> {back.label}
      </Link>
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-4xl break-words sm:text-5xl">{title}</h1>
        {children}
      </div>
    </div>
  );
}
