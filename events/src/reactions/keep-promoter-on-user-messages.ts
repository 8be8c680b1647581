import type { UserState } from '@turnout/common/messages';
import type { Deps } from '../deps.ts';

/** Keeps the names of users for showing who puts an event on, and forgets what an erased one wrote about themselves. */
export function keepPromoterOnUserMessages({ store, outbox }: Pick<Deps, 'store' | 'outbox'>) {
  return async ({ data }: { data: UserState }): Promise<void> => {
    const { userId, version, name, role, status } = data;
    await outbox.commit(async () => {
      await store.promoters.keepUser({
        _id: userId,
        version,
        name: status === 'erased' ? null : name,
        role,
        status,
      });
      if (status === 'erased') await store.promoters.eraseProfile(userId);
    });
  };
}
