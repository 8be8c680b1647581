import type { Metadata } from 'next';
import { EventForm } from '../../../../../components/portal/event-form.tsx';
import { PortalHeading } from '../../../../../components/portal/portal-heading.tsx';
import { ownEvent } from '../../../../../lib/own-event.ts';

export const metadata: Metadata = { title: 'Edit event', robots: { index: false } };

export default async function EditEventPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const event = await ownEvent(id, `/portal/events/${id}/edit`);
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <div className="wrap max-w-3xl pt-8 lg:pt-12">
      <PortalHeading back={{ href: `/portal/events/${event.id}`, label: event.name }} title="Edit event" />
      <EventForm
        event={event}
        timeZones={zones.includes(event.timezone) ? zones : [event.timezone, ...zones]}
      />
    </div>
  );
}
