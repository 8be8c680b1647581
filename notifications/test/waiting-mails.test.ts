import type { AnyMessage, WaitingListState } from '@turnout/common/messages';
import { newId } from '@turnout/common/runtime';
import { reactionContract, sampleEvent, toMessage } from '@turnout/common/testing';
import type { ReactionCase, TestKit } from '@turnout/common/testing';
import { notificationsReactions } from '../src/reactions/index.ts';
import { createCopyStore } from '../src/store/copy.store.ts';
import { createMailStore } from '../src/store/mail.store.ts';
import { createWaitingStore } from '../src/store/waiting.store.ts';
import { startNotifications } from './start-notifications.ts';
import type { RunningNotifications } from './start-notifications.ts';

const minute = 60_000;
const event = sampleEvent({
  name: 'Night <of> Lights',
  startsAt: '2026-07-03T18:00:00.000Z',
  timezone: 'Asia/Kolkata',
});
const eventKnown = toMessage({ type: 'EventCreated', aggregateId: event.eventId, version: 1, data: event });

function offer(over: Partial<WaitingListState> = {}): WaitingListState {
  return {
    entryId: newId(),
    version: 2,
    eventId: event.eventId,
    eventName: event.name,
    ticketTypeId: newId(),
    ticketTypeName: 'Standing',
    userId: newId(),
    userEmail: 'ada@example.test',
    quantity: 3,
    status: 'offered',
    orderId: newId(),
    offerExpiresAt: new Date(Date.now() + 30 * minute).toISOString(),
    ...over,
  };
}

const waitingOf = (data: WaitingListState): WaitingListState => ({
  ...data,
  version: 1,
  status: 'waiting',
  orderId: null,
  offerExpiresAt: null,
});
const told = (data: WaitingListState): AnyMessage =>
  toMessage({ type: 'WaitingListUpdated', aggregateId: data.entryId, version: data.version, data });

async function state({ mongo }: TestKit): Promise<unknown> {
  const all = async (name: string) => mongo.connection.collection(name).find().sort({ _id: 1 }).toArray();
  const mails = (await all('mails')).map(({ _id, to, subject }) => ({ _id, to, subject }));
  return { mails, waiting: await all('waiting'), events: await all('events') };
}

function handlers({ mongo: { connection } }: TestKit) {
  const copies = createCopyStore(connection);
  const mails = createMailStore(connection);
  const waiting = createWaitingStore(connection);
  return notificationsReactions({
    copies,
    mails,
    waiting,
    publicUrl: 'http://shop.test',
    now: () => new Date(),
  });
}

function contract(
  name: string,
  { before, message, older }: { before: AnyMessage; message: AnyMessage; older: AnyMessage },
): void {
  reactionContract(name, (): ReactionCase => ({
    handlers,
    message,
    older,
    state,
    given: async (_kit, by) => (by[before.type] as (message: AnyMessage) => Promise<void>)(before),
  }));
}

const entry = offer();
contract('Telling of an offer on WaitingListUpdated', {
  before: eventKnown,
  message: told(entry),
  older: told(waitingOf(entry)),
});
const lapsed = offer({ version: 3, status: 'lapsed', offerExpiresAt: new Date().toISOString() });
contract('Telling of a lapse on WaitingListUpdated', {
  before: eventKnown,
  message: told(lapsed),
  older: told(offer({ ...lapsed, version: 2, status: 'offered' })),
});
contract('Telling of an offer on EventUpdated', {
  before: told(entry),
  message: toMessage({
    type: 'EventUpdated',
    aggregateId: event.eventId,
    version: 2,
    data: { ...event, version: 2 },
  }),
  older: eventKnown,
});

describe('Mails to those who wait', () => {
  let service: RunningNotifications;
  beforeEach(async () => {
    service = await startNotifications();
  });
  afterEach(() => service.stop());

  async function hear(...messages: AnyMessage[]): Promise<void> {
    for (const message of messages) {
      await service.kit.bus.publish(message);
      await service.settle();
    }
  }

  test('When tickets are offered, then one mail says which, until when by the clock of the event, and where to pay', async () => {
    const offered = offer({ offerExpiresAt: '2999-07-03T18:30:00.000Z' });
    await hear(eventKnown, told(waitingOf(offered)));
    expect(service.server.received).toHaveLength(0);
    await hear(told(offered), { ...told(offered), messageId: newId() }, eventKnown);

    expect(service.server.received).toHaveLength(1);
    const mail = service.server.received.at(0)!;
    expect(mail.to).toEqual([{ name: '', address: 'ada@example.test' }]);
    expect(mail.subject).toBe('Your turn: tickets for Night <of> Lights');
    expect(mail.text).toMatch(/Tickets are held for you until Thursday,? 4 July 2999 at 00:00 GMT\+5:30\./);
    for (const words of ['3 × Standing', 'The Hall, 1 Main Street, Lyon']) {
      expect(mail.text).toContain(words);
      expect(mail.html).toContain(words);
    }
    expect(mail.text).toContain(`http://shop.test/orders/${offered.orderId}/checkout`);
    expect(mail.html).not.toContain('<of>');
  });

  test('When the event is known only after the offer, then the mail goes out then, once', async () => {
    const offered = offer();
    await hear(told(offered));
    expect(service.server.received).toHaveLength(0);
    await hear(eventKnown, { ...eventKnown, messageId: newId() }, told(offered));
    expect(service.server.received).toHaveLength(1);
  });

  test('When the offer is over before it could be told of, then nobody is invited to pay', async () => {
    const over = offer({ offerExpiresAt: new Date(Date.now() - 1).toISOString() });
    const taken = offer();
    await hear(eventKnown, told(over), told({ ...taken, version: 3, status: 'accepted' }), told(taken));
    expect(service.server.received).toHaveLength(0);
  });

  test('When the offer lapsed, then one short mail says that it went to the next; a day later none', async () => {
    const offered = offer();
    await hear(eventKnown, told(offered));
    const ended: WaitingListState = { ...offered, version: 3, status: 'lapsed' };
    await hear(told(ended), { ...told(ended), messageId: newId() }, told(offered));
    expect(service.server.received.map(({ subject }) => subject)).toEqual([
      'Your turn: tickets for Night <of> Lights',
      'Your offer for Night <of> Lights has ended',
    ]);
    expect(service.server.received[1]?.text).toContain('the offer has gone to the next in line');
    expect(service.server.received[1]?.text).toContain(`http://shop.test/events/${event.eventId}`);

    service.pass(24 * 60 * minute);
    await hear(told(offer({ ...ended, entryId: newId(), offerExpiresAt: new Date().toISOString() })));
    expect(service.server.received).toHaveLength(2);
  });

  test.each(['waiting', 'accepted', 'left'] as const)(
    'When the entry is %s, then there is no mail',
    async (status) => {
      await hear(eventKnown, told(offer({ status })));
      expect(await service.rows()).toEqual([]);
    },
  );

  test('When the user is erased, then no offer is mailed and the address is forgotten', async () => {
    const offered = offer();
    const user = {
      userId: offered.userId,
      version: 2,
      email: 'erased@erased.invalid',
      emailVerified: false,
      role: 'customer' as const,
      name: null,
      status: 'erased' as const,
    };
    await hear(told(offered));
    await hear(toMessage({ type: 'UserDeleted', aggregateId: user.userId, version: 2, data: user }));
    await hear(eventKnown);
    expect(service.server.received).toHaveLength(0);
    const kept = await service.kit.mongo.connection.collection('waiting').findOne();
    expect(kept).toMatchObject({ userEmail: '' });
  });
});
