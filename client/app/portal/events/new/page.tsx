import type { Metadata } from 'next';
import { EventForm } from '../../../../components/portal/event-form.tsx';
import { PortalHeading } from '../../../../components/portal/portal-heading.tsx';
import { requireUser } from '../../../../lib/server-api.ts';

export const metadata: Metadata = { title: 'New event', robots: { index: false } };

export default async function NewEventPage() {
  await requireUser('/portal/events/new', 'promoter');
  return (
    <div className="wrap max-w-3xl pt-8 lg:pt-12">
      <PortalHeading back={{ href: '/portal', label: 'My events' }} title="New event" />
      <EventForm event={null} timeZones={Intl.supportedValuesOf('timeZone')} />
    </div>
  );
}
