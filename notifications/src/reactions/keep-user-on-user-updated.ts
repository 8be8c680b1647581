import type { Message } from '@turnout/common/messages';
import type { ReactionDeps } from './deps.ts';

/** Mails go to the address a user has today. */
export const keepUserOnUserUpdated =
  ({ copies }: ReactionDeps) =>
  ({ data }: Message<'UserUpdated'>): Promise<void> =>
    copies.keepUser(data);
