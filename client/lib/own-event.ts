import { notFound } from 'next/navigation';
import { orNotFound, requireUser, serverApi } from './server-api.ts';
import type { ShowEvent } from './types.ts';

/** The event, if the signed-in promoter put it on; someone else's is as good as none. */
export async function ownEvent(eventId: string, path: string): Promise<ShowEvent> {
  const user = await requireUser(path, 'promoter');
  const event = await orNotFound((await serverApi()).event(eventId), path);
  if (event.promoterId !== user.id) notFound();
  return event;
}
