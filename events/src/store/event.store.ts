import mongoose, { Schema } from 'mongoose';
import type { Connection, QueryFilter } from 'mongoose';
import type { PlannedEvent } from '../domain/event.ts';
import { toCityKey, toTextQuery } from '../domain/search.ts';

type EventRow = Omit<PlannedEvent, 'eventId'> & { _id: string; searchText: string; cityKey: string | null };

/** What visitors filter by; `past` turns from what is still to come to what is over. */
export interface EventSearch {
  q?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  city?: string | undefined;
  promoterId?: string | undefined;
  past: boolean;
}

export interface SearchPage {
  now: Date;
  limit: number;
  /** Start and id of the last event of the page before. */
  after?: { startsAt: Date; eventId: string } | undefined;
}

/** Edits of one venue or performer that reach events at most. */
const maxReached = 1_000;

const { trusted } = mongoose;

export function createEventStore(connection: Connection) {
  const schema = new Schema<EventRow>(
    {
      _id: String,
      version: Number,
      slug: String,
      promoterId: String,
      status: String,
      name: String,
      description: String,
      startsAt: Date,
      endsAt: Date,
      timezone: String,
      venueId: String,
      location: Object,
      performerIds: [String],
      imageUrl: String,
      holdMinutes: Number,
      maxPaymentAttempts: Number,
      maxTicketsPerCustomer: Number,
      refundPolicy: Object,
      reentry: Boolean,
      waitingRoom: Object,
      createdAt: Date,
      publishedAt: Date,
      searchText: String,
      cityKey: String,
    },
    { collection: 'events', versionKey: false },
  );
  schema.index({ slug: 1 }, { unique: true });
  schema.index({ promoterId: 1, _id: -1 });
  schema.index({ status: 1, startsAt: 1, _id: 1 });
  schema.index({ venueId: 1 });
  schema.index({ performerIds: 1 });
  // Names are in any language, so no language's stop words and endings apply.
  schema.index({ searchText: 'text' }, { default_language: 'none', language_override: 'textLanguage' });
  const rows = connection.model<EventRow>('Event', schema);

  return {
    /** Throws {@link isSlugTaken} errors. */
    async insert(event: PlannedEvent, searchText: string): Promise<void> {
      await rows.insertMany([toRow(event, searchText)]);
    },

    /** Writes `event` over its version `replaces`. False when there is another version now; throws {@link isSlugTaken} errors. */
    async replace(
      event: PlannedEvent,
      { replaces, searchText }: { replaces: number; searchText: string },
    ): Promise<boolean> {
      const { _id, ...rest } = toRow(event, searchText);
      const result = await rows.updateOne({ _id, version: replaces }, { $set: rest });
      return result.matchedCount === 1;
    },

    async findForPromoter(promoterId: string, eventId: string): Promise<PlannedEvent | undefined> {
      return toEvent(await rows.findOne({ _id: eventId, promoterId }).lean<EventRow>());
    },

    /** An event that was published once, or any of the reader's own. */
    async findForReader(readerId: string | undefined, idOrSlug: string): Promise<PlannedEvent | undefined> {
      const row =
        (await rows.findById(idOrSlug).lean<EventRow>()) ??
        (await rows.findOne({ slug: idOrSlug }).lean<EventRow>());
      if (!row || (row.publishedAt === null && row.promoterId !== readerId)) return undefined;
      return toEvent(row);
    },

    /** Newest first, drafts too. One more than `limit`, to tell whether there is a next page. */
    async listForPromoter(
      promoterId: string,
      page: { limit: number; afterId?: string | undefined },
    ): Promise<PlannedEvent[]> {
      const older = page.afterId === undefined ? {} : { _id: trusted({ $lt: page.afterId }) };
      const found = await rows
        .find({ promoterId, ...older })
        .sort({ _id: -1 })
        .limit(page.limit + 1)
        .lean<EventRow[]>();
      return found.map(toPlannedEvent);
    },

    /** Published events only: the next ones first, or the latest first when looking back. One more than `limit`. */
    async search(search: EventSearch, page: SearchPage): Promise<PlannedEvent[]> {
      const direction = search.past ? -1 : 1;
      const found = await rows
        .find(toFilter(search, page))
        .sort({ startsAt: direction, _id: direction })
        .limit(page.limit + 1)
        .lean<EventRow[]>();
      return found.map(toPlannedEvent);
    },

    /** Drafts and what is still to come or under way: what a changed venue or performer shows on. */
    async listOpenWith(
      promoterId: string,
      part: { venueId: string } | { performerIds: string },
      now: Date,
    ): Promise<PlannedEvent[]> {
      const open: QueryFilter<EventRow> = {
        promoterId,
        ...part,
        status: trusted({ $ne: 'cancelled' }),
        endsAt: trusted({ $gt: now }),
      };
      const found = await rows.find(open).limit(maxReached).lean<EventRow[]>();
      return found.map(toPlannedEvent);
    },
  };
}

/** True for the error of a write whose slug another event has. */
export function isSlugTaken(error: unknown): boolean {
  const { code, message } = error as { code?: number; message?: string };
  return code === 11_000 && (message ?? '').includes('slug');
}

function toFilter(search: EventSearch, { now, after }: SearchPage): QueryFilter<EventRow> {
  const conditions: QueryFilter<EventRow>[] = [
    { endsAt: trusted(search.past ? { $lte: now } : { $gt: now }) },
  ];
  if (search.q !== undefined) conditions.push({ $text: trusted({ $search: toTextQuery(search.q) }) });
  // What overlaps the window, so a festival is found on its second day.
  if (search.from) conditions.push({ endsAt: trusted({ $gte: search.from }) });
  if (search.to) conditions.push({ startsAt: trusted({ $lte: search.to }) });
  if (search.city !== undefined) conditions.push({ cityKey: toCityKey(search.city) });
  if (search.promoterId !== undefined) conditions.push({ promoterId: search.promoterId });
  if (after) conditions.push(behind(after, search.past));
  return { status: 'published', $and: conditions };
}

function behind(
  { startsAt, eventId }: { startsAt: Date; eventId: string },
  past: boolean,
): QueryFilter<EventRow> {
  const beyond = <T>(value: T) => trusted(past ? { $lt: value } : { $gt: value });
  return { $or: [{ startsAt: beyond(startsAt) }, { startsAt, _id: beyond(eventId) }] };
}

function toRow({ eventId, ...event }: PlannedEvent, searchText: string): EventRow {
  return { _id: eventId, ...event, searchText, cityKey: toCityKey(event.location?.city) };
}

function toPlannedEvent({ _id, searchText: _text, cityKey: _city, ...event }: EventRow): PlannedEvent {
  return { eventId: _id, ...event };
}

function toEvent(row: EventRow | null): PlannedEvent | undefined {
  return row ? toPlannedEvent(row) : undefined;
}
