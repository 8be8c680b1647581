import type { ReactNode } from 'react';

const tones = {
  error: 'border-ember/30 bg-ember-soft text-[#7c1d09]',
  warning: 'border-amber/30 bg-amber-soft text-[#5f3a00]',
  good: 'border-leaf/30 bg-leaf-soft text-[#06432c]',
  plain: 'border-line bg-paper text-ink-2',
};

interface NoticeProps {
  tone: keyof typeof tones;
  title?: string;
  children?: ReactNode;
  testId?: string;
}

/** A message in the flow of the page; errors are read out at once. */
export function Notice({ tone, title, children, testId }: NoticeProps) {
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      data-testid={testId}
      className={`rounded-xl border px-4 py-3 text-[0.95rem] ${tones[tone]}`}
    >
      {title && <p className="font-bold">{title}</p>}
      {children}
    </div>
  );
}
