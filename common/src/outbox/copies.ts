// Local copies of what other services own: the newest version wins, whatever order messages come in.
import mongoose from 'mongoose';
import type { Model } from 'mongoose';

/** Emitted by the connection when a copy skips versions: what was between was lost, or is still on its way. */
export const copyGap = 'copy-gap';
export interface CopyGap {
  collection: string;
  id: string;
  /** 0: there was no copy. */
  fromVersion: number;
  toVersion: number;
}

export interface KeepOptions {
  /** The owner has earlier versions that this copy does not follow: to begin with a later one is no gap. */
  startsLate?: boolean;
}

/**
 * Stores `copy` under its `_id` unless what is kept there already is at its version or newer. True when it was stored.
 * Safe under disorder, doubles and concurrency: the condition and the write are one operation.
 */
export async function keepNewest<T extends { _id: string; version: number }>(
  copies: Model<T>,
  copy: T,
  { startsLate = false }: KeepOptions = {},
): Promise<boolean> {
  const { _id, ...rest } = copy;
  const older = { _id, version: mongoose.trusted({ $lt: copy.version }) } as never;
  const put = { $set: rest } as never;
  if (copy.version > 1) {
    // It most often finds an earlier one: then this is all.
    const before = await copies
      .findOneAndUpdate(older, put, { projection: { version: 1 } })
      .lean<{ version: number }>();
    if (before) {
      tellOfGap(copies, copy, before.version);
      return true;
    }
  }
  // Looking keeps a stale message from failing the upsert below, which would abort a surrounding transaction.
  const kept = await copies.findById(_id, { version: 1 }).lean<{ version: number }>();
  if (kept && kept.version >= copy.version) return false;
  try {
    await copies.updateOne(older, put, { upsert: true });
  } catch (error) {
    if ((error as { code?: number }).code !== 11_000) throw error;
    // Another version took the id since we looked, maybe an older one; it stays there, so the condition alone decides now.
    return (await copies.updateOne(older, put)).matchedCount > 0;
  }
  if (kept || !startsLate) tellOfGap(copies, copy, kept?.version ?? 0);
  return true;
}

function tellOfGap<T extends { _id: string; version: number }>(
  copies: Model<T>,
  { _id: id, version: toVersion }: T,
  fromVersion: number,
): void {
  if (toVersion <= fromVersion + 1) return;
  const gap: CopyGap = { collection: copies.collection.name, id, fromVersion, toVersion };
  copies.db.emit(copyGap, gap);
}
