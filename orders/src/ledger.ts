// The one way stock moves: commands of an event gather into batches, each decided in memory and committed in one transaction.
import { createBatcher } from '@turnout/common/batch';
import type { Outcome } from '@turnout/common/batch';
import { isAppError } from '@turnout/common/errors';
import type { Outbox } from '@turnout/common/outbox';
import type { Board } from './board.ts';
import { decide } from './domain/ledger.ts';
import type { Command, Ledger, Surroundings } from './domain/ledger-state.ts';
import { offerToWaiting } from './domain/ledger-waiting.ts';
import { toInventoryMessage, toOrderMessage, toWaitingListMessage } from './domain/messages.ts';
import type { Order } from './domain/order.ts';
import type { WaitingEntry } from './domain/waiting-list.ts';
import type { LedgerStore } from './store/ledger.store.ts';

export interface LedgerService {
  /** Commits `command` with whatever else waits for the same event; answers what it was about. Throws its refusal. */
  execute(eventId: string, command: Command): Promise<Affected>;
  idle(): Promise<void>;
}

export interface LedgerServiceDeps {
  store: LedgerStore;
  outbox: Outbox;
  now: () => Date;
  newId: () => string;
  /** Told what this process committed, so that it need not wait to hear it from the change stream. */
  board: Pick<Board, 'learnInventory' | 'learnBuyer'>;
}

export interface Affected {
  order?: Order | undefined;
  entry?: WaitingEntry | undefined;
}

type Answer = Outcome<Affected>;

export function createLedgerService(deps: LedgerServiceDeps): LedgerService {
  const { store, outbox, now, newId, board } = deps;

  async function commit(eventId: string, commands: readonly Command[]): Promise<Answer[]> {
    const { answers, inventory, changed } = await outbox.commit(async ({ session, publish }) => {
      const before = await store.load(eventId, commands);
      const decided = decideAll(before, commands, { now: now(), newId });
      const { ledger, changed, changedEntries } = await store.save(session, before, decided.ledger);
      publish(...changed.map((change) => toOrderMessage(change.before, change.after)));
      publish(...changedEntries.map(toWaitingListMessage));
      if (ledger.inventory !== before.inventory) publish(toInventoryMessage(ledger.inventory));
      return { answers: decided.answers, inventory: ledger.inventory, changed };
    });
    for (const { before, after } of changed) if (!before) board.learnBuyer(after.eventId, after.userId);
    if (inventory.version > 0) board.learnInventory(inventory);
    return answers;
  }

  const batcher = createBatcher<Command, Affected>({ commit });
  return { execute: (eventId, command) => batcher.submit(eventId, command), idle: batcher.idle };
}

/** A refused command leaves the ledger as it was for the next one; so on short stock each buyer gets the right answer. */
function decideAll(
  start: Ledger,
  commands: readonly Command[],
  around: Surroundings,
): { ledger: Ledger; answers: Answer[] } {
  let ledger = start;
  const answers = commands.map((command): Answer => {
    try {
      const step = decide(ledger, command, around);
      // At once, so that who waits comes before whoever orders in the same batch.
      ledger = offerToWaiting(step.ledger, around);
      return { ok: true, value: { order: step.order, entry: step.entry } };
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { ok: false, error };
    }
  });
  return { ledger, answers };
}
