import type { ExpirationDueData } from '@turnout/common/messages';
import type { ReactionDeps } from './deps.ts';

/** A timer says that time is up; whether it is, is decided by the database's clock. */
export const expireOrderOnExpirationDue =
  ({ ledger }: ReactionDeps) =>
  async ({ data }: { data: ExpirationDueData }): Promise<void> => {
    await ledger.execute(data.eventId, { kind: 'expire', orderId: data.orderId });
  };
