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

/**
 * Stores `state` under `id` unless the copy already is at `version` or newer. True when it was stored.
 * Safe under disorder, doubles and concurrency: the condition and the write are one operation.
 */
export async function keepNewest<T extends { _id: string; version: number }>(
  copies: Model<T>,
  copy: T,
): Promise<boolean> {
  const { _id, ...rest } = copy;
  // Looking first keeps a stale message from failing the upsert below, which would abort a surrounding transaction.
  const kept = await copies.findById(_id, { version: 1 }).lean<{ version: number }>();
  if (kept && kept.version >= copy.version) return false;
  const store = (upsert: boolean) =>
    copies.updateOne(
      { _id, version: mongoose.trusted({ $lt: copy.version }) } as never,
      { $set: rest } as never,
      { upsert },
    );
  try {
    await store(true);
  } catch (error) {
    if ((error as { code?: number }).code !== 11_000) throw error;
    // Another version took the id since we looked, maybe an older one; it stays there, so the condition alone decides now.
    return (await store(false)).matchedCount > 0;
  }
  tellOfGap(copies, copy, kept?.version ?? 0);
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
