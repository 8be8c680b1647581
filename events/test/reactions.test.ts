import type { UserState } from '@turnout/common/messages';
import { reactionContract, toMessage } from '@turnout/common/testing';
import { eventsReactions } from '../src/reactions/index.ts';
import { createEventsStore } from '../src/store/index.ts';

const userId = '0123456789abcdef01234567';
const user = (over: Partial<UserState>): UserState => ({
  userId,
  version: 1,
  email: 'p@example.test',
  emailVerified: true,
  role: 'promoter',
  name: 'Paula',
  status: 'active',
  ...over,
});

reactionContract('keepPromoterOnUserMessages', () => ({
  handlers: (kit, outbox) => eventsReactions({ store: createEventsStore(kit.mongo.connection), outbox }),
  message: toMessage({
    type: 'UserUpdated',
    aggregateId: userId,
    version: 2,
    data: user({ version: 2, name: 'Paula Presents' }),
  }),
  older: toMessage({ type: 'UserCreated', aggregateId: userId, version: 1, data: user({}) }),
  state: (kit) => kit.mongo.connection.collection('users').find().toArray(),
}));
