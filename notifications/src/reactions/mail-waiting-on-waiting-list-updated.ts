import type { Message } from '@turnout/common/messages';
import {
  isFreshlyLapsed,
  isStillOffered,
  waitingLapsed,
  waitingOffer,
} from '../domain/mails/waiting-list.ts';
import type { KnownWaiting } from '../store/waiting.store.ts';
import { addressOf } from './address-of.ts';
import type { ReactionDeps } from './deps.ts';

/** Acts on the newest state of the entry that is known: an offer that has lapsed by then is not told of as one. */
export const mailWaitingOnWaitingListUpdated =
  (deps: ReactionDeps) =>
  async ({ data }: Message<'WaitingListUpdated'>): Promise<void> => {
    await deps.waiting.keep(data);
    const entry = await deps.waiting.find(data.entryId);
    if (!entry) return;
    await tellOfOffer(deps, entry);
    await tellOfLapse(deps, entry);
  };

/** Queues the mail of an offer once its event, whose clock it speaks by, is known; until then the event's message will ask again. */
export async function tellOfOffer(deps: ReactionDeps, entry: KnownWaiting): Promise<void> {
  const { copies, waiting, publicUrl, now } = deps;
  if (entry.offerTold || !isStillOffered(entry, now())) return;
  const event = await copies.findEvent(entry.eventId);
  if (!event) return;
  await queue(deps, entry, { kind: 'waiting-offer', ...waitingOffer({ entry, event, publicUrl }) });
  await waiting.noteOfferTold(entry.entryId);
}

async function tellOfLapse(deps: ReactionDeps, entry: KnownWaiting): Promise<void> {
  const { publicUrl, now } = deps;
  if (!isFreshlyLapsed(entry, now())) return;
  await queue(deps, entry, { kind: 'waiting-lapsed', ...waitingLapsed({ entry, publicUrl }) });
}

type WaitingMail = ReturnType<typeof waitingOffer> & { kind: 'waiting-offer' | 'waiting-lapsed' };

async function queue(
  { copies, mails, now }: ReactionDeps,
  entry: KnownWaiting,
  mail: WaitingMail,
): Promise<void> {
  const { entryId, version, userId } = entry;
  const to = await addressOf(copies, entry);
  if (to) await mails.add({ ...mail, causeId: `${entryId}:${version}`, userId, to }, now());
}
