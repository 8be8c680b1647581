import type { ReactionDeps } from './deps.ts';

/** The user's address of today, else the one `known` came with; undefined for a user who was erased. */
export async function addressOf(
  copies: ReactionDeps['copies'],
  known: { userId: string; userEmail: string },
): Promise<string | undefined> {
  const user = await copies.findUser(known.userId);
  if (user?.status === 'erased') return undefined;
  return (user?.email ?? known.userEmail) || undefined;
}
