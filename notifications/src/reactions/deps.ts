import type { CopyStore } from '../store/copy.store.ts';
import type { MailStore } from '../store/mail.store.ts';

/** What the reactions are functions of. */
export interface ReactionDeps {
  copies: CopyStore;
  mails: MailStore;
  publicUrl: string;
  now(): Date;
}
