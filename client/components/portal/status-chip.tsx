import type { EventStatus } from '../../lib/types.ts';

const looks: Record<EventStatus, { text: string; tone: string }> = {
  draft: { text: 'Draft', tone: 'bg-amber-soft text-amber' },
  published: { text: 'Published', tone: 'bg-leaf-soft text-leaf' },
  cancelled: { text: 'Cancelled', tone: 'bg-ember-soft text-ember' },
  ended: { text: 'Over', tone: 'bg-ink/10 text-ink-2' },
};

export function StatusChip({ status }: { status: EventStatus }) {
  const { text, tone } = looks[status];
  return (
    <span className={`chip ${tone}`} data-testid="event-status" data-status={status}>
      {text}
    </span>
  );
}
