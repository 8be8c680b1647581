// What an operator does with messages set aside: look at them, and send them again once their handler is mended.
import { parseArgs } from 'node:util';
import type { DeadLetter, DeadLetters } from './bus.ts';
import { checkName } from './subjects.ts';

export const usage = `Usage:
  turnout-dead-letters list [--group <group>] [--limit <n>] [--json]
  turnout-dead-letters replay <id> [<id> ...]
  turnout-dead-letters replay --all --group <group> [--limit <n>]

A replay sends the message again to everyone who handles its type and forgets the letter.
Environment: NATS_URL (required), BUS (jetstream | nats-streaming), NATS_NAMESPACE (turnout), NATS_CLUSTER_ID (turnout).
`;

/** Wrong words on the command line; the message says which. */
export class UsageError extends Error {}

export type Command =
  | { name: 'list'; group?: string; limit: number; json: boolean }
  | { name: 'replay'; ids: string[] }
  | { name: 'replay-all'; group: string; limit: number };

/** Throws {@link UsageError}. */
export function parseCommand(words: string[]): Command {
  const { values, positionals } = parse(words);
  const [name, ...ids] = positionals;
  const { group, json = false, all = false } = values;
  const limit = Number(values.limit ?? 100);
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new UsageError('--limit must be a whole number above 0');
  if (group !== undefined) checked(() => checkName('group', group));
  if (name === 'list' && ids.length === 0 && !all)
    return { name, limit, json, ...(group === undefined ? {} : { group }) };
  if (name === 'replay' && ids.length > 0 && !all) return { name, ids };
  if (name === 'replay' && ids.length === 0 && all && group !== undefined)
    return { name: 'replay-all', group, limit };
  throw new UsageError(name ? `cannot understand "${words.join(' ')}"` : 'say what to do');
}

function parse(words: string[]) {
  return checked(() =>
    parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        group: { type: 'string' },
        limit: { type: 'string' },
        all: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    }),
  );
}

function checked<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Resolves with the exit code: 1 when a letter to replay is not there. */
export async function runCommand(
  command: Command,
  deadLetters: DeadLetters,
  write: (line: string) => void,
): Promise<number> {
  if (command.name === 'list') {
    const { group, limit, json } = command;
    const letters = await deadLetters.list({ limit, ...(group === undefined ? {} : { group }) });
    for (const letter of letters) write(json ? asJson(letter) : asLine(letter));
    if (!json) write(letters.length === 1 ? '1 message set aside' : `${letters.length} messages set aside`);
    return 0;
  }
  // Taken before the first replay, so that a letter that fails again is not replayed for ever.
  const ids =
    command.name === 'replay'
      ? command.ids
      : (await deadLetters.list(command)).map((each) => each.deadLetterId);
  let missing = 0;
  for (const id of ids) {
    const isThere = await deadLetters.replay(id);
    if (!isThere) missing += 1;
    write(isThere ? `${id} replayed` : `${id} is not there`);
  }
  write(`${ids.length - missing} of ${ids.length} replayed`);
  return missing > 0 ? 1 : 0;
}

function asLine(letter: DeadLetter): string {
  const { deadLetterId, failedAt, group, subject, attempts, reason } = letter;
  return [deadLetterId, failedAt, group, subject, `${attempts} attempts`, reason].join('  ');
}

function asJson({ payload, ...rest }: DeadLetter): string {
  return JSON.stringify({ ...rest, payload: new TextDecoder().decode(payload) });
}
