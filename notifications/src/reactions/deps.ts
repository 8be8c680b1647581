import type { CopyStore } from '../store/copy.store.ts';
import type { MailStore } from '../store/mail.store.ts';
import type { WaitingStore } from '../store/waiting.store.ts';

/** What the reactions are functions of. */
export interface ReactionDeps {
  copies: CopyStore;
  mails: MailStore;
  waiting: WaitingStore;
  publicUrl: string;
  now(): Date;
}
