import type { ChargeState } from '@turnout/common/messages';
import type { ReactionDeps } from './deps.ts';

/** Money started, arrived, failed or went back: what that means for its order is the ledger's to say, however often it is told. */
export const applyCharge =
  ({ ledger }: ReactionDeps) =>
  async ({ data: charge }: { data: ChargeState }): Promise<void> => {
    await ledger.execute(charge.eventId, { kind: 'apply-charge', charge });
  };
