import type { TicketTypeState } from '@turnout/common/messages';
import type { ReactionDeps } from './deps.ts';

/** Keeps the ticket type and brings the stock in line, also when the process died between the two the last time. */
export const followTicketType =
  ({ ledger, copies }: ReactionDeps) =>
  async ({ data }: { data: TicketTypeState }): Promise<void> => {
    await copies.keepTicketType(data);
    await ledger.execute(data.eventId, { kind: 'sync-capacities' });
  };
