import type { AnyMessage, UserState } from '@turnout/common/messages';
import { newId } from '@turnout/common/runtime';
import { reactionContract, sampleEvent, sampleOrder, sampleTicket, toMessage } from '@turnout/common/testing';
import type { ReactionCase, TestKit } from '@turnout/common/testing';
import { notificationsReactions } from '../src/reactions/index.ts';
import { createCopyStore } from '../src/store/copy.store.ts';
import { createMailStore } from '../src/store/mail.store.ts';
import { createWaitingStore } from '../src/store/waiting.store.ts';
import { startNotifications } from './start-notifications.ts';

const event = sampleEvent();
const order = sampleOrder({
  eventId: event.eventId,
  status: 'completed',
  version: 3,
  items: [{ ticketTypeId: newId(), name: 'Standard', quantity: 1, unitPriceCents: 2_500, admits: 1 }],
});
const ticket = sampleTicket({ orderId: order.orderId, eventId: event.eventId, version: 2 });
const user: UserState = {
  userId: order.userId,
  version: 2,
  email: 'ada@example.test',
  emailVerified: false,
  role: 'customer',
  name: 'Ada',
  status: 'active',
};

const said = {
  event: toMessage({
    type: 'EventUpdated',
    aggregateId: event.eventId,
    version: 2,
    data: { ...event, version: 2 },
  }),
  order: toMessage({ type: 'OrderCompleted', aggregateId: order.orderId, version: 3, data: order }),
  ticket: toMessage({ type: 'TicketCreated', aggregateId: ticket.ticketId, version: 2, data: ticket }),
};

async function state({ mongo }: TestKit): Promise<unknown> {
  const all = async (name: string) => mongo.connection.collection(name).find().sort({ _id: 1 }).toArray();
  const mails = (await all('mails')).map(({ _id, to, subject, state: mailState }) => ({
    _id,
    to,
    subject,
    mailState,
  }));
  return {
    mails,
    events: await all('events'),
    orders: await all('orders'),
    tickets: await all('tickets'),
    users: await all('users'),
  };
}

function handlers({ mongo }: TestKit) {
  const stores = {
    copies: createCopyStore(mongo.connection),
    mails: createMailStore(mongo.connection),
    waiting: createWaitingStore(mongo.connection),
  };
  return notificationsReactions({ ...stores, publicUrl: 'http://shop.test', now: () => new Date() });
}

function reaction(
  message: AnyMessage,
  over: Partial<ReactionCase> & { before?: AnyMessage[] } = {},
): () => ReactionCase {
  const { before = [], ...rest } = over;
  return () => ({
    handlers,
    message,
    state,
    async given(_kit, by) {
      for (const earlier of before)
        await (by[earlier.type] as (message: AnyMessage) => Promise<void>)(earlier);
    },
    ...rest,
  });
}

reactionContract(
  'Confirming an order on OrderCompleted',
  reaction(said.order, {
    before: [said.event, said.ticket],
    older: toMessage({
      type: 'OrderPaid',
      aggregateId: order.orderId,
      version: 2,
      data: { ...order, version: 2, status: 'paid' },
    }),
  }),
);
reactionContract(
  'Confirming an order on TicketCreated',
  reaction(said.ticket, {
    before: [said.event, said.order],
    older: toMessage({
      type: 'TicketCreated',
      aggregateId: ticket.ticketId,
      version: 1,
      data: { ...ticket, version: 1, status: 'cancelled' },
    }),
  }),
);
reactionContract(
  'Confirming an order on EventUpdated',
  reaction(said.event, {
    before: [said.order, said.ticket],
    older: toMessage({
      type: 'EventCreated',
      aggregateId: event.eventId,
      version: 1,
      data: { ...event, name: 'Old name' },
    }),
  }),
);
reactionContract(
  'Welcoming a user on UserCreated',
  reaction(toMessage({ type: 'UserCreated', aggregateId: user.userId, version: 2, data: user }), {
    older: toMessage({
      type: 'UserCreated',
      aggregateId: user.userId,
      version: 1,
      data: { ...user, version: 1, email: 'old@example.test' },
    }),
  }),
);
reactionContract(
  'Keeping an address on UserUpdated',
  reaction(toMessage({ type: 'UserUpdated', aggregateId: user.userId, version: 2, data: user }), {
    older: toMessage({
      type: 'UserUpdated',
      aggregateId: user.userId,
      version: 1,
      data: { ...user, version: 1, email: 'old@example.test' },
    }),
  }),
);
reactionContract(
  'Forgetting a user on UserDeleted',
  reaction(
    toMessage({
      type: 'UserDeleted',
      aggregateId: user.userId,
      version: 3,
      data: { ...user, version: 3, status: 'erased', email: 'erased@erased.invalid', name: null },
    }),
    {
      before: [
        toMessage({ type: 'UserCreated', aggregateId: user.userId, version: 2, data: user }),
        said.event,
        said.ticket,
        said.order,
      ],
      older: toMessage({ type: 'UserCreated', aggregateId: user.userId, version: 2, data: user }),
    },
  ),
);

describe('Welcome mails', () => {
  test('When someone signs up, then they are welcomed by name; when the message is a day old, then not', async () => {
    const service = await startNotifications();
    const old = { ...user, userId: newId() };
    await service.kit.bus.publish(
      toMessage({
        type: 'UserCreated',
        aggregateId: user.userId,
        version: 1,
        data: { ...user, name: 'Ada <b>' },
      }),
    );
    const told = toMessage({ type: 'UserCreated', aggregateId: old.userId, version: 1, data: old });
    await service.kit.bus.publish({ ...told, occurredAt: new Date(Date.now() - 86_400_001).toISOString() });
    await service.settle();
    expect(service.server.received).toHaveLength(1);
    expect(service.server.received[0]).toMatchObject({
      subject: 'Welcome to Turnout',
      headers: expect.arrayContaining([
        expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
      ]),
    });
    expect(service.server.received[0]?.html).toContain('Hello Ada &lt;b&gt;, your account is ready.');
    await service.stop();
  });
});
