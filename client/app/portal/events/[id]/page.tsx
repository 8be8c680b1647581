import type { Metadata } from 'next';
import Link from 'next/link';
import { KeepFresh } from '../../../../components/portal/keep-fresh.tsx';
import { PortalHeading } from '../../../../components/portal/portal-heading.tsx';
import { PublishPanel } from '../../../../components/portal/publish-panel.tsx';
import { SalesPanel } from '../../../../components/portal/sales-panel.tsx';
import { StatusChip } from '../../../../components/portal/status-chip.tsx';
import { TicketTypesPanel } from '../../../../components/portal/ticket-types-panel.tsx';
import { ordersExportUrl } from '../../../../lib/api.ts';
import { ownEvent } from '../../../../lib/own-event.ts';
import { salesOf } from '../../../../lib/sales-figures.ts';
import { orElse, serverApi } from '../../../../lib/server-api.ts';
import { formatSpan, zoneName } from '../../../../lib/time.ts';

export const metadata: Metadata = { title: 'Event', robots: { index: false } };

export default async function EventDashboard({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const event = await ownEvent(id, `/portal/events/${id}`);
  const api = await serverApi();
  const types = await orElse(api.ticketTypes(event.id), []);
  const [availability, report] = await Promise.all([
    orElse(api.availability(event.id), null),
    orElse(api.report(event.id), null),
  ]);
  return (
    <div className="wrap pt-8 lg:pt-12">
      <PortalHeading back={{ href: '/portal', label: 'My events' }} title={event.name}>
        <StatusChip status={event.status} />
      </PortalHeading>
      <div className="-mt-4 mb-8 flex flex-wrap items-center justify-between gap-4">
        <p className="text-ink-2">
          {formatSpan(event.startsAt, event.endsAt, event.timezone)}{' '}
          {zoneName(event.startsAt, event.timezone)}
          {event.location && ` · ${[event.location.name, event.location.city].filter(Boolean).join(', ')}`}
        </p>
        <nav aria-label="Event" className="flex flex-wrap gap-2">
          <Link href={`/events/${event.slug}`} className="btn-quiet btn-small">
            {event.status === 'draft' ? 'Preview' : 'Event page'}
          </Link>
          <Link href={`/portal/events/${event.id}/edit`} className="btn-quiet btn-small">
            Edit
          </Link>
          <Link
            href={`/portal/events/${event.id}/door`}
            data-testid="door-link"
            className="btn-quiet btn-small"
          >
            Door
          </Link>
          {event.status !== 'draft' && (
            <a href={ordersExportUrl(event.id)} download className="btn-quiet btn-small">
              Orders (CSV)
            </a>
          )}
        </nav>
      </div>
      <div className="space-y-8">
        {event.status === 'draft' && (
          <PublishPanel event={event} ticketTypeCount={types.length} now={Date.now()} />
        )}
        {event.status === 'published' && <KeepFresh />}
        {event.status !== 'draft' && <SalesPanel figures={salesOf({ types, availability, report })} />}
        <TicketTypesPanel event={event} types={types} />
      </div>
    </div>
  );
}
