import type { AnyMessage, OrderState } from '@turnout/common/messages';
import { newId } from '@turnout/common/runtime';
import { sampleEvent, sampleOrder, sampleTicket, toMessage } from '@turnout/common/testing';
import { startNotifications } from './start-notifications.ts';
import type { RunningNotifications } from './start-notifications.ts';

const eventOf = (eventId: string) =>
  sampleEvent({
    eventId,
    name: 'Night <of> Lights & Sounds',
    startsAt: '2026-07-03T18:00:00.000Z',
    timezone: 'Europe/Paris',
  });

function bought(over: Partial<OrderState> = {}): { order: OrderState; messages: AnyMessage[] } {
  const event = eventOf(newId());
  const { eventId, name: eventName } = event;
  const order = sampleOrder({ eventId, eventName, status: 'completed', version: 4, ...over });
  const tickets = [0, 1].map((ordinal) => sampleTicket({ orderId: order.orderId, eventId, ordinal }));
  return {
    order,
    messages: [
      toMessage({ type: 'EventCreated', aggregateId: eventId, version: 1, data: event }),
      toMessage({ type: 'OrderCompleted', aggregateId: order.orderId, version: 4, data: order }),
      ...tickets.map((data) =>
        toMessage({ type: 'TicketCreated', aggregateId: data.ticketId, version: 1, data }),
      ),
    ],
  };
}

function everyOrderOf<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) =>
    everyOrderOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}

describe('Mails to the buyer', () => {
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

  test('When an order is completed and its tickets are known, then the confirmation says what, when, where and how much', async () => {
    const { order, messages } = bought({ discountCents: 500, totalCents: 4_500 });
    await hear(...messages);

    expect(service.server.received).toHaveLength(1);
    const mail = service.server.received.at(0)!;
    expect(mail.to).toEqual([{ name: '', address: 'ada@example.test' }]);
    expect(mail.from).toEqual({ name: 'Turnout', address: 'tickets@turnout.test' });
    expect(mail.subject).toBe('Your tickets for Night <of> Lights & Sounds');
    for (const words of [
      'The Hall, 1 Main Street, Lyon',
      '2 × Standard',
      '€50.00',
      '-€5.00',
      '€45.00',
      'Ada Lovelace',
    ]) {
      expect(mail.text).toContain(words);
      expect(mail.html).toContain(words);
    }
    expect(mail.text).toMatch(/Friday,? 3 July 2026 at 20:00 CEST/);
    expect(mail.text).toContain(`http://shop.test/orders/${order.orderId}`);
    expect(mail.html).toContain(`href="http://shop.test/orders/${order.orderId}"`);
    expect(mail.html).toContain('Night &lt;of&gt; Lights &amp; Sounds');
    expect(mail.html).not.toContain('<of>');
  });

  test('When the messages come in any order, then there is one mail, sent after the last of them', async () => {
    let sent = 0;
    for (const places of everyOrderOf([0, 1, 2, 3])) {
      const { messages } = bought();
      for (const place of places) {
        expect(service.server.received).toHaveLength(sent);
        await hear(messages.at(place)!);
      }
      sent += 1;
      expect(service.server.received).toHaveLength(sent);
    }
  });

  test('When all messages come at once, twice, then there is one mail', async () => {
    const { messages } = bought();
    const again = messages.map((message) => ({ ...message, messageId: newId() }));
    await Promise.all([...messages, ...again].map((message) => service.kit.bus.publish(message)));
    await service.settle();
    expect(service.server.received).toHaveLength(1);
  });

  test('When a ticket type admits four, then the mail waits for all four tickets', async () => {
    const { messages } = bought({
      items: [{ ticketTypeId: newId(), name: 'Table', quantity: 1, unitPriceCents: 9_000, admits: 4 }],
    });
    await hear(...messages);
    expect(service.server.received).toHaveLength(0);
  });

  test.each(['draft', 'pending_payment', 'paid', 'cancelled', 'expired'] as const)(
    'When the order is %s, then there is no mail',
    async (status) => {
      await hear(...bought({ status }).messages);
      expect(await service.rows()).toEqual([]);
    },
  );

  test('When the order was free, then the mail says so', async () => {
    const items = [{ ticketTypeId: newId(), name: 'Guest', quantity: 2, unitPriceCents: 0, admits: 1 }];
    await hear(...bought({ items, totalCents: 0 }).messages);
    expect(service.server.received[0]?.text).toContain('Total: Free');
  });

  test('When a refund is requested, then there is no mail yet; when it is done, then one, however often it is told', async () => {
    const { order, messages } = bought();
    await hear(...messages);
    const refund = {
      refundId: newId(),
      chargeId: newId(),
      amountCents: 2_500,
      ticketIds: [newId()],
      reason: 'asked',
      status: 'requested' as const,
    };
    const refunded = (version: number, status: 'requested' | 'done') =>
      toMessage({
        type: 'OrderRefunded',
        aggregateId: order.orderId,
        version,
        data: { ...order, version, refunds: [{ ...refund, status }] },
      });
    await hear(refunded(5, 'requested'));
    expect(service.server.received).toHaveLength(1);
    await hear(refunded(6, 'done'), refunded(7, 'done'), refunded(5, 'requested'));
    expect(service.server.received).toHaveLength(2);
    const mail = service.server.received.at(1)!;
    expect(mail.subject).toBe(`Your refund for ${order.eventName}`);
    expect(mail.text).toContain('We have refunded €25.00');
    expect(mail.text).toContain('The refunded ticket is no longer valid.');
  });

  test('When the buyer has another address by now, then the mail goes there; when erased, then nowhere', async () => {
    const user = (userId: string, over: object) => ({
      userId,
      version: 2,
      email: 'new@example.test',
      emailVerified: false,
      role: 'customer' as const,
      name: null,
      status: 'active' as const,
      ...over,
    });
    const moved = bought();
    await hear(
      toMessage({
        type: 'UserUpdated',
        aggregateId: moved.order.userId,
        version: 2,
        data: user(moved.order.userId, {}),
      }),
      ...moved.messages,
    );
    expect(service.server.received[0]?.to[0]?.address).toBe('new@example.test');

    const gone = bought();
    await hear(
      toMessage({
        type: 'UserDeleted',
        aggregateId: gone.order.userId,
        version: 2,
        data: user(gone.order.userId, { status: 'erased' }),
      }),
      ...gone.messages,
    );
    expect(service.server.received).toHaveLength(1);
  });
});
