// Moves committed outbox rows to the bus: at once for this process's own rows, and by a sweep for what a crash left behind.
import type { Model } from 'mongoose';
import mongoose from 'mongoose';
import type { OutboxOptions, OutboxRow } from './options.ts';

const parallelPublishes = 256;
const sweepLimit = 1_000;

export interface Relay {
  send(rows: OutboxRow[]): void;
  start(): void;
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A row is deleted only after the broker kept its message, so a crash in between sends it again under the same id.
 * The sweep takes rows that were there at its previous look too: no clock is compared, and a row in work is left alone.
 */
export function createRelay(options: OutboxOptions & { rows: Model<OutboxRow> }): Relay {
  const { rows: model, publish, logger, sweepIntervalMs = 1_000 } = options;
  const waiting: OutboxRow[] = [];
  const inWork = new Set<string>();
  let pump: Promise<void> | undefined;
  let seenBefore = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function publishRow(row: OutboxRow): Promise<string | undefined> {
    try {
      await publish(row.message);
      return row._id;
    } catch (error) {
      logger.warn({ error, messageId: row._id }, 'message not published yet; it stays in the outbox');
      return undefined;
    }
  }

  async function pumpOut(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, parallelPublishes);
      try {
        const sent = (await Promise.all(batch.map(publishRow))).filter((id) => id !== undefined);
        if (sent.length > 0) await model.deleteMany({ _id: mongoose.trusted({ $in: sent }) });
      } catch (error) {
        logger.warn({ error }, 'published messages not yet removed from the outbox; they will be sent again');
      } finally {
        for (const row of batch) inWork.delete(row._id);
      }
    }
  }

  function send(rows: OutboxRow[]): void {
    for (const row of rows) inWork.add(row._id);
    waiting.push(...rows);
    pump ??= pumpOut().finally(() => (pump = undefined));
  }

  async function sweep(): Promise<void> {
    try {
      const rows = await model.find().sort({ _id: 1 }).limit(sweepLimit).lean<OutboxRow[]>();
      const idle = rows.filter((row) => !inWork.has(row._id));
      send(idle.filter((row) => seenBefore.has(row._id)));
      seenBefore = new Set(idle.map((row) => row._id));
    } catch (error) {
      logger.warn({ error }, 'outbox sweep failed; it is tried again');
    }
    if (!stopped) timer = setTimeout(() => void sweep(), sweepIntervalMs);
  }

  const flush = async (): Promise<void> => {
    while (pump) await pump;
  };
  return {
    send,
    start: () => void sweep(),
    flush,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await flush();
    },
  };
}
