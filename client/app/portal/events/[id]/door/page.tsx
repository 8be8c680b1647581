import type { Metadata } from 'next';
import { DoorSessions } from '../../../../../components/portal/door-sessions.tsx';
import { PortalHeading } from '../../../../../components/portal/portal-heading.tsx';
import { ownEvent } from '../../../../../lib/own-event.ts';
import { orElse, serverApi } from '../../../../../lib/server-api.ts';

export const metadata: Metadata = { title: 'Door', robots: { index: false } };

export default async function DoorSessionsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const event = await ownEvent(id, `/portal/events/${id}/door`);
  const sessions = await orElse((await serverApi()).doorSessions(event.id), null);
  return (
    <div className="wrap max-w-3xl pt-8 lg:pt-12">
      <PortalHeading back={{ href: `/portal/events/${event.id}`, label: event.name }} title="Door" />
      <p className="-mt-4 mb-6 max-w-prose text-ink-2">
        A door session is a link for one gate. Whoever opens it can scan tickets for this event, without an
        account, until you revoke it.
      </p>
      <DoorSessions eventId={event.id} sessions={sessions} timeZone={event.timezone} />
    </div>
  );
}
