import type { ReactNode } from 'react';

/** What a list shows when there is nothing in it: what would be here, and how to get it. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="card flex flex-col items-center px-6 py-14 text-center">
      <svg viewBox="0 0 96 56" className="mb-6 h-14 w-24 text-ink/20" aria-hidden="true">
        <path
          d="M4 4h88v16a8 8 0 0 0 0 16v16H4V36a8 8 0 0 0 0-16z"
          fill="none"
          stroke="currentColor"
          strokeWidth="3"
          strokeLinejoin="round"
        />
        <path d="M64 6v44" stroke="currentColor" strokeWidth="3" strokeDasharray="4 6" />
      </svg>
      <h2 className="text-2xl">{title}</h2>
      <div className="mt-2 max-w-md text-ink-2">{children}</div>
      {action && <div className="mt-6">{action}</div>}
    </div>
  );
}
