// Messages set aside, kept in a stream of their own with the story of their failure in the headers.
import { randomUUID } from 'node:crypto';
import type { JsMsg, StoredMsg } from '@nats-io/jetstream';
import type { MessageType } from '../../messages/index.ts';
import type { DeadLetter, DeadLetters } from '../bus.ts';
import type { Subjects } from '../subjects.ts';
import type { Link } from './link.ts';
import type { Publish } from './publish.ts';

export interface DeadLetterStore extends DeadLetters {
  /** Resolves once the letter is kept; storing one delivery twice keeps it once. */
  store(failed: { group: string; type: MessageType; message: JsMsg; reason: string }): Promise<void>;
}

interface Deps {
  link: Link;
  subjects: Subjects;
  publish: Publish;
}

export function createDeadLetters({ link, subjects, publish }: Deps): DeadLetterStore {
  const stream = subjects.deadLetterStream;

  return {
    async store({ group, type, message, reason }) {
      const { info } = message;
      await publish({
        subject: subjects.deadLetterSubject(group, type),
        payload: message.data,
        messageId: `${group}-${info.stream}-${info.streamSequence}-${info.timestampNanos}`,
        headers: {
          'Turnout-Letter': randomUUID(),
          'Turnout-Group': group,
          'Turnout-Subject': message.subject,
          'Turnout-Reason': reason,
          'Turnout-Attempts': String(info.deliveryCount),
          'Turnout-Failed-At': new Date().toISOString(),
        },
      });
    },

    async list({ group, limit }) {
      const letters: DeadLetter[] = [];
      const filter = group ? subjects.deadLettersOfGroup(group) : subjects.allDeadLetters;
      let seq = 1;
      while (letters.length < limit) {
        const stored = await link.manager.direct.getMessage(stream, { seq, next_by_subj: filter });
        if (!stored) break;
        letters.push(toLetter(stored));
        seq = stored.seq + 1;
      }
      return letters;
    },

    async replay(deadLetterId) {
      const seq = Number(deadLetterId.split('-')[0]);
      if (!Number.isSafeInteger(seq) || seq < 1) return false;
      const stored = await link.manager.streams.getMessage(stream, { seq });
      if (!stored) return false;
      const letter = toLetter(stored);
      if (letter.deadLetterId !== deadLetterId) return false;
      await publish({ subject: letter.subject, payload: letter.payload, messageId: randomUUID() });
      await link.manager.streams.deleteMessage(stream, seq, false);
      return true;
    },
  };
}

/** The id is the place in the stream plus a mark, so that an id from before a lost store cannot hit another letter. */
function toLetter(stored: StoredMsg): DeadLetter {
  const header = (name: string): string => stored.header.get(name);
  return {
    deadLetterId: `${stored.seq}-${header('Turnout-Letter').slice(0, 8)}`,
    group: header('Turnout-Group'),
    subject: header('Turnout-Subject'),
    reason: header('Turnout-Reason'),
    attempts: Number(header('Turnout-Attempts')),
    failedAt: header('Turnout-Failed-At'),
    payload: stored.data,
  };
}
