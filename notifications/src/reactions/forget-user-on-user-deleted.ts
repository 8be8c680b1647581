import type { Message } from '@turnout/common/messages';
import type { ReactionDeps } from './deps.ts';

/** The copy that says "erased" comes first: from then on nothing new is addressed to the user. */
export const forgetUserOnUserDeleted =
  ({ copies, mails, waiting }: ReactionDeps) =>
  async ({ data }: Message<'UserDeleted'>): Promise<void> => {
    await copies.keepUser(data);
    await copies.forgetAddressesOf(data.userId);
    await waiting.forgetAddressesOf(data.userId);
    await mails.forgetUser(data.userId);
  };
