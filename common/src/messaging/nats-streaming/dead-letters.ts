// Messages set aside, in a channel that can only grow: letters, replays of letters, and bookmarks that mark a read's end.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { DeadLetter, DeadLetters } from '../bus.ts';
import type { Publish } from './publish.ts';
import type { Sessions } from './session.ts';

const entryShape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('letter'),
    deadLetterId: z.string(),
    group: z.string(),
    subject: z.string(),
    reason: z.string(),
    attempts: z.number(),
    failedAt: z.string(),
    payloadBase64: z.string(),
  }),
  z.object({ kind: z.literal('replayed'), deadLetterId: z.string() }),
  z.object({ kind: z.literal('bookmark'), bookmarkId: z.string() }),
]);
type Entry = z.infer<typeof entryShape>;

export interface DeadLetterStore extends DeadLetters {
  /** Resolves once the letter is kept. */
  store(letter: DeadLetter): Promise<void>;
}

interface Deps {
  sessions: Sessions;
  channel: string;
  publish: Publish;
  readTimeoutMs: number;
}

export function createDeadLetters({ sessions, channel, publish, readTimeoutMs }: Deps): DeadLetterStore {
  const append = (entry: Entry): Promise<void> => publish(channel, Buffer.from(JSON.stringify(entry)));

  async function open(): Promise<DeadLetter[]> {
    const entries = await readAll();
    const replayed = new Set(
      entries.flatMap((entry) => (entry.kind === 'replayed' ? [entry.deadLetterId] : [])),
    );
    return entries.flatMap((entry) =>
      entry.kind === 'letter' && !replayed.has(entry.deadLetterId) ? [toLetter(entry)] : [],
    );
  }

  /** Reads from the start to a bookmark put in just before: the broker does not say where a channel ends. */
  async function readAll(): Promise<Entry[]> {
    const bookmarkId = randomUUID();
    await append({ kind: 'bookmark', bookmarkId });
    const stan = sessions.current()?.stan;
    if (!stan) throw new Error('NATS Streaming is not connected');
    const reading = stan.subscribe(channel, stan.subscriptionOptions().setDeliverAllAvailable());
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Entry[]>((resolve, reject) => {
        const entries: Entry[] = [];
        timer = setTimeout(() => reject(new Error(`cannot read ${channel} in time`)), readTimeoutMs);
        reading.on('error', reject);
        reading.on('timeout', reject);
        reading.on('message', (message: { getRawData(): Buffer }) => {
          const entry = toEntry(message.getRawData());
          if (!entry) return;
          if (entry.kind === 'bookmark' && entry.bookmarkId === bookmarkId) resolve(entries);
          else entries.push(entry);
        });
      });
    } finally {
      clearTimeout(timer);
      reading.unsubscribe();
    }
  }

  return {
    store({ payload, ...rest }) {
      return append({ ...rest, kind: 'letter', payloadBase64: Buffer.from(payload).toString('base64') });
    },
    async list({ group, limit }) {
      return (await open()).filter((letter) => !group || letter.group === group).slice(0, limit);
    },
    async replay(deadLetterId) {
      const letter = (await open()).find((each) => each.deadLetterId === deadLetterId);
      if (!letter) return false;
      await publish(letter.subject, letter.payload);
      await append({ kind: 'replayed', deadLetterId });
      return true;
    },
  };
}

function toEntry(bytes: Buffer): Entry | undefined {
  try {
    return entryShape.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined; // written by something else; one bad entry must not hide the others
  }
}

function toLetter(entry: Extract<Entry, { kind: 'letter' }>): DeadLetter {
  const { kind: _kind, payloadBase64, ...rest } = entry;
  return { ...rest, payload: new Uint8Array(Buffer.from(payloadBase64, 'base64')) };
}
