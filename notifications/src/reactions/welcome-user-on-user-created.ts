import type { Message } from '@turnout/common/messages';
import { isStillWelcome, welcome } from '../domain/mails/welcome.ts';
import type { ReactionDeps } from './deps.ts';

export const welcomeUserOnUserCreated =
  ({ copies, mails, publicUrl, now }: ReactionDeps) =>
  async ({ data, occurredAt }: Message<'UserCreated'>): Promise<void> => {
    await copies.keepUser(data);
    const user = await copies.findUser(data.userId);
    if (user?.status !== 'active' || !isStillWelcome(occurredAt, now())) return;
    const { userId, email: to } = data;
    await mails.add({ kind: 'welcome', causeId: userId, userId, to, ...welcome(data, publicUrl) }, now());
  };
