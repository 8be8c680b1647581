import type { OrderState } from '@turnout/common/messages';
import { sampleOrder } from '@turnout/common/testing';
import {
  canBecome,
  followCheckIns,
  followOrder,
  isValid,
  ticketIdOf,
  ticketsOf,
  toTicketMessage,
} from './ticket.ts';
import type { Ticket, TicketStatus } from './ticket.ts';

const now = new Date('2030-06-01T12:00:00Z');
const item = { ticketTypeId: 't1', name: 'Standard', unitPriceCents: 2_500, quantity: 1, admits: 1 };
const paid = (over: Partial<OrderState> = {}) =>
  sampleOrder({ orderId: 'o1', status: 'paid', chargeId: 'c1', ...over });
const statuses: TicketStatus[] = ['active', 'used', 'refunded', 'transferred', 'cancelled'];

describe('the statuses of a ticket', () => {
  const allowed: Record<TicketStatus, TicketStatus[]> = {
    active: ['used', 'refunded', 'transferred', 'cancelled'],
    used: ['active'],
    refunded: [],
    transferred: [],
    cancelled: [],
  };
  test.each(
    statuses.flatMap((from) => statuses.map((to) => [from, to, allowed[from].includes(to)] as const)),
  )('When it is %s, then whether it can become %s is %s', (from, to, expected) =>
    expect(canBecome(from, to)).toBe(expected),
  );
});

describe('issuing', () => {
  test('When an order has several items and bundles, then there is one ticket per admission, in order', () => {
    const items = [
      { ...item, quantity: 2 },
      { ...item, ticketTypeId: 't2', name: 'Table', quantity: 1, admits: 3 },
    ];
    const attendees = [{ firstName: 'Ada', lastName: 'Lovelace' }];
    const tickets = ticketsOf(paid({ items, attendees }), now);
    expect(
      tickets.map(({ ordinal, ticketTypeName, holder }) => [ordinal, ticketTypeName, holder.firstName]),
    ).toEqual([
      [0, 'Standard', 'Ada'],
      [1, 'Standard', ''],
      [2, 'Table', ''],
      [3, 'Table', ''],
      [4, 'Table', ''],
    ]);
    expect(new Set(tickets.map((ticket) => ticket.ticketId)).size).toBe(5);
    expect(tickets[0]).toMatchObject({
      ticketId: ticketIdOf('o1', 0),
      version: 1,
      status: 'active',
      issueNumber: 1,
      createdAt: now,
    });
  });

  test('When ids are derived, then they are fixed for ever and fit a QR code', () => {
    expect(ticketIdOf('o1', 0)).toBe('4d30a4267be53e19476f290e');
    expect(ticketIdOf('o1', 1)).not.toBe(ticketIdOf('o11', 0));
  });
});

describe('following the order', () => {
  const [ticket, other] = ticketsOf(paid({ items: [{ ...item, quantity: 2 }] }), now) as [Ticket, Ticket];
  const refund = (over: object) => ({
    refundId: 'r1',
    chargeId: 'c1',
    amountCents: 1,
    ticketIds: [] as string[],
    reason: '',
    status: 'requested' as const,
    ...over,
  });
  const order = (over: Partial<OrderState>) => paid({ status: 'completed', userId: ticket.userId, ...over });

  test.each<[string, Partial<OrderState>, TicketStatus[]]>([
    ['nothing new', {}, ['active', 'active']],
    [
      'a refund of one ticket',
      { refunds: [refund({ ticketIds: [ticket.ticketId] })] },
      ['refunded', 'active'],
    ],
    [
      'a refund that is done',
      { refunds: [refund({ ticketIds: [other.ticketId], status: 'done' })] },
      ['active', 'refunded'],
    ],
    ['a refund of the whole charge', { refunds: [refund({})] }, ['refunded', 'refunded']],
    ['a refund of another charge', { refunds: [refund({ chargeId: 'c2' })] }, ['active', 'active']],
    ['refunded', { status: 'refunded' }, ['refunded', 'refunded']],
    ['cancelled', { status: 'cancelled' }, ['cancelled', 'cancelled']],
    ['expired', { status: 'expired' }, ['active', 'active']],
  ])('When the order says %s, then the tickets follow', (_what, over, expected) => {
    const changed = followOrder([ticket, other], order(over));
    expect(
      [ticket, other].map(
        (before) => changed.find((after) => after.ticketId === before.ticketId)?.status ?? before.status,
      ),
    ).toEqual(expected);
    expect(changed.every((after) => after.version === 2)).toBe(true);
  });

  test.each(['used', 'transferred', 'cancelled', 'refunded'] as const)(
    'When a ticket is %s, then a refund does not change it',
    (status) => {
      expect(followOrder([{ ...ticket, status }], order({ status: 'refunded' }))).toEqual([]);
    },
  );

  const attendees = [{ firstName: 'Grace', lastName: 'Hopper' }];
  test.each<[string, Partial<Ticket>, number]>([
    ['active', {}, 1],
    ['named so already', { holder: { firstName: 'Grace', lastName: 'Hopper' } }, 0],
    ['used', { status: 'used' }, 0],
    ['handed on to someone else', { userId: 'u2', issueNumber: 2 }, 0],
  ])('When attendees change and the ticket is %s, then its holder follows or not', (_what, over, changes) => {
    const changed = followOrder([{ ...ticket, ...over }], order({ attendees }));
    expect(changed).toHaveLength(changes);
    if (changes)
      expect(changed[0]).toMatchObject({ holder: { firstName: 'Grace', lastName: 'Hopper' }, version: 2 });
  });
});

describe('following the gate', () => {
  const [ticket] = ticketsOf(paid({ items: [item] }), now) as [Ticket];
  const entered = { direction: 'in', undone: false } as const;
  const undone = { direction: 'in', undone: true } as const;
  const left = { direction: 'out', undone: false } as const;
  test.each([
    ['active', [entered], 'used'],
    ['active', [left], undefined],
    ['active', [undone], undefined],
    ['active', [undone, entered], 'used'],
    ['used', [entered, left], undefined],
    ['used', [undone], 'active'],
    ['used', [undone, entered], undefined],
    ['refunded', [entered], undefined],
    ['refunded', [undone], undefined],
    ['transferred', [entered], undefined],
    ['cancelled', [entered], undefined],
  ] as const)('When it is %s and the gate recorded %j, then it becomes %s', (status, checkIns, expected) => {
    expect(followCheckIns({ ...ticket, status }, checkIns)?.status).toBe(expected);
  });

  test('When its status is known, then only active and used ones may be shown', () => {
    expect(statuses.filter((status) => isValid({ ...ticket, status }))).toEqual(['active', 'used']);
  });

  test('When it is told of, then the first version is TicketCreated and later ones TicketUpdated, without inner fields', () => {
    expect(toTicketMessage(ticket)).toMatchObject({
      type: 'TicketCreated',
      aggregateId: ticket.ticketId,
      version: 1,
    });
    expect(toTicketMessage({ ...ticket, version: 2 }).type).toBe('TicketUpdated');
    expect(toTicketMessage(ticket).data).not.toHaveProperty('createdAt');
  });
});
