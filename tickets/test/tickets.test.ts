import type { CheckInState, OrderState } from '@turnout/common/messages';
import { newId } from '@turnout/common/runtime';
import { sampleOrder, toMessage } from '@turnout/common/testing';
import { decodeTicketCode, verifyTicketCode } from '@turnout/common/ticket-code';
import { startTicketsApp } from './tickets-app.ts';
import type { TicketsApp } from './tickets-app.ts';

interface TicketAnswer {
  id: string;
  status: string;
  code: string;
  ordinal: number;
  event: { name: string };
  holder: { firstName: string };
}

describe('tickets', () => {
  let app: TicketsApp;
  beforeAll(async () => void (app = await startTicketsApp()));
  afterAll(() => app.kit.stop());

  async function givenTickets(over: Partial<OrderState> = {}) {
    const event = await app.givenEvent();
    const ticketTypeId = await app.givenType(event);
    const items = [{ ticketTypeId, name: 'Standard', quantity: 2, unitPriceCents: 2_500, admits: 1 }];
    const order = await app.givenPaidOrder(event, { items, ...over });
    return { event, order, holder: app.as('customer', order.userId), ticketTypeId };
  }
  const list = async (holder: { Authorization: string }, query = ''): Promise<TicketAnswer[]> =>
    (await app.http.get(`/api/tickets${query}`).set(holder).expect(200)).body.items;
  async function tellCheckIn(checkIn: CheckInState): Promise<void> {
    await app.kit.bus.publish(
      toMessage({
        type: 'CheckInRecorded',
        aggregateId: checkIn.scanId,
        version: checkIn.version,
        data: checkIn,
      }),
    );
    await app.kit.settle();
  }

  test('When an order is paid, then its buyer has one signed ticket per admission, and each is told of', async () => {
    const { event, order, holder, ticketTypeId } = await givenTickets({
      attendees: [{ firstName: 'Ada', lastName: 'Lovelace' }],
    });
    const tickets = await list(holder);
    expect(tickets).toHaveLength(2);
    expect(tickets[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      version: 1,
      orderId: order.orderId,
      eventId: event.eventId,
      ticketTypeId,
      ticketTypeName: 'Standard',
      status: 'active',
      issueNumber: 1,
      ordinal: 0,
      holder: { firstName: 'Ada', lastName: 'Lovelace' },
      code: expect.stringMatching(/^[0-9A-Z $%*+\-./:]{141}$/),
      event: {
        id: event.eventId,
        slug: event.slug,
        name: event.name,
        status: 'published',
        startsAt: event.startsAt,
        endsAt: event.endsAt,
        timezone: event.timezone,
        location: event.location,
        imageUrl: null,
      },
      createdAt: expect.any(String),
    });
    const created = app.kit.bus.published.filter(
      (message) => message.type === 'TicketCreated' && message.data.orderId === order.orderId,
    );
    expect(created.map((message) => message.aggregateId)).toEqual(tickets.map((ticket) => ticket.id));
  });

  test('When a paid order is told eight times at once, then its tickets are issued once', async () => {
    const event = await app.givenEvent();
    await app.givenType(event);
    const order = sampleOrder({ eventId: event.eventId, status: 'paid', version: 3, chargeId: newId() });
    const { orderId, version } = order;
    const tell = () =>
      app.kit.bus.publish(toMessage({ type: 'OrderPaid', aggregateId: orderId, version, data: order }));
    await Promise.all(Array.from({ length: 8 }, tell));
    await app.kit.settle();
    expect(await list(app.as('customer', order.userId))).toHaveLength(2);
    const created = app.kit.bus.published.filter(
      (message) => message.type === 'TicketCreated' && message.data.orderId === orderId,
    );
    expect(created).toHaveLength(2);
    expect(await app.kit.bus.deadLetters.list({ limit: 10 })).toEqual([]);
  });

  test("When a code is read, then it names the ticket and verifies with the event's published key only", async () => {
    const { event, holder } = await givenTickets();
    const foreign = await givenTickets();
    const keyOf = (eventId: string) => {
      const told = app.kit.bus.published.find(
        (message) => message.type === 'TicketTypeCreated' && message.data.eventId === eventId,
      );
      return told?.type === 'TicketTypeCreated' ? told.data.signingKey.publicKey : '';
    };
    const [ticket] = await list(holder);
    expect(decodeTicketCode(ticket?.code ?? '')).toEqual({
      keyId: 1,
      ticketId: ticket?.id,
      eventId: event.eventId,
      issueNumber: 1,
      flags: 0,
    });
    expect(verifyTicketCode(ticket?.code ?? '', keyOf(event.eventId))).toBe(true);
    expect(verifyTicketCode(ticket?.code ?? '', keyOf(foreign.event.eventId))).toBe(false);
    const again = await app.http.get(`/api/tickets/${ticket?.id}`).set(holder).expect(200);
    expect(again.body).toEqual(ticket);
  });

  test('When the holder asks for the QR code, then it is a private image of the code, version 6', async () => {
    const { holder } = await givenTickets();
    const [ticket] = await list(holder);
    const svg = await app.http
      .get(`/api/tickets/${ticket?.id}/qr.svg`)
      .set(holder)
      .expect(200)
      .expect('Content-Type', /^image\/svg\+xml/);
    // 41 modules of version 6 and a quiet zone of 4 on each side.
    expect(svg.body.toString()).toContain('viewBox="0 0 49 49"');
    expect(svg.headers['cache-control']).toMatch(/^private/);
    const png = await app.http
      .get(`/api/tickets/${ticket?.id}/qr.png`)
      .set(holder)
      .expect(200)
      .expect('Content-Type', 'image/png');
    expect((png.body as Buffer).subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect((png.body as Buffer).readUInt32BE(16)).toBe(490);
  });

  test('When someone else or nobody asks, then it is a 404 or 401', async () => {
    const { holder, event } = await givenTickets();
    const [ticket] = await list(holder);
    for (const path of ['', '/qr.svg', '/qr.png'].map((end) => `/api/tickets/${ticket?.id}${end}`)) {
      for (const stranger of [app.as('customer'), app.as('promoter', event.promoterId)]) {
        const answer = await app.http.get(path).set(stranger).expect(404);
        expect(answer.body.errors[0].code).toBe('ticket-not-found');
      }
      await app.http.get(path).expect(401);
    }
    await app.http.get('/api/tickets').expect(401);
    expect(await list(app.as('customer'))).toEqual([]);
  });

  test('When a refund names a ticket, then it is refunded and its QR code is a 409; the other one stays', async () => {
    const { order, holder } = await givenTickets();
    const [first, second] = await list(holder);
    const refund = {
      refundId: newId(),
      chargeId: order.chargeId ?? '',
      amountCents: 2_500,
      ticketIds: [first?.id ?? ''],
      reason: '',
      status: 'requested' as const,
    };
    await app.tellOrder({ ...order, status: 'completed', version: 5, refunds: [refund] });
    expect((await list(holder)).map((ticket) => ticket.status)).toEqual(['refunded', 'active']);
    for (const image of ['qr.svg', 'qr.png']) {
      const answer = await app.http.get(`/api/tickets/${first?.id}/${image}`).set(holder).expect(409);
      expect(answer.body.errors).toEqual([
        expect.objectContaining({ code: 'ticket-not-valid', status: 'refunded' }),
      ]);
      await app.http.get(`/api/tickets/${second?.id}/${image}`).set(holder).expect(200);
    }
  });

  test('When the refund was known before a late OrderPaid, then no ticket is issued', async () => {
    const event = await app.givenEvent();
    await app.givenType(event);
    const order = await app.givenPaidOrder(event, { status: 'refunded', version: 7 });
    await app.tellOrder({ ...order, status: 'paid', version: 3 });
    expect(await list(app.as('customer', order.userId))).toEqual([]);
  });

  test('When a ticket got someone in, then it is used; undone, then it is active again, or refunded if that came meanwhile', async () => {
    const { order, holder, event, ticketTypeId } = await givenTickets();
    const [first] = await list(holder);
    const checkIn: CheckInState = {
      scanId: newId(),
      version: 1,
      ticketId: first?.id ?? '',
      orderId: order.orderId,
      eventId: event.eventId,
      ticketTypeId,
      direction: 'in',
      gate: null,
      scannedAt: new Date().toISOString(),
      undone: false,
    };
    await tellCheckIn(checkIn);
    expect((await list(holder)).map((ticket) => ticket.status)).toEqual(['used', 'active']);
    await app.http.get(`/api/tickets/${first?.id}/qr.svg`).set(holder).expect(200);
    await tellCheckIn({ ...checkIn, version: 2, undone: true });
    expect((await list(holder)).map((ticket) => ticket.status)).toEqual(['active', 'active']);
    await tellCheckIn({ ...checkIn, scanId: newId() });
    const again = { ...checkIn, scanId: newId() };
    await tellCheckIn(again);
    await app.tellOrder({ ...order, status: 'refunded', version: 9 });
    expect((await list(holder)).map((ticket) => ticket.status)).toEqual(['used', 'refunded']);
  });

  test('When the only entry of a ticket that was given back meanwhile is undone, then it is refunded', async () => {
    const { order, holder, event, ticketTypeId } = await givenTickets();
    const [first] = await list(holder);
    const common = {
      ticketId: first?.id ?? '',
      orderId: order.orderId,
      eventId: event.eventId,
      ticketTypeId,
      direction: 'in' as const,
    };
    const checkIn = {
      ...common,
      scanId: newId(),
      version: 1,
      gate: null,
      scannedAt: new Date().toISOString(),
      undone: false,
    };
    await tellCheckIn(checkIn);
    await app.tellOrder({ ...order, status: 'refunded', version: 9 });
    await tellCheckIn({ ...checkIn, version: 2, undone: true });
    expect((await list(holder)).map((ticket) => ticket.status)).toEqual(['refunded', 'refunded']);
  });

  test('When attendees are named later, then the tickets carry the names', async () => {
    const { order, holder } = await givenTickets();
    const attendees = ['Ada', 'Grace'].map((firstName) => ({ firstName, lastName: 'X' }));
    await app.tellOrder({ ...order, status: 'completed', version: 5, attendees });
    expect((await list(holder)).map((ticket) => ticket.holder.firstName)).toEqual(['Ada', 'Grace']);
  });

  test('When a holder has tickets of several events, then the latest event comes first, page by page', async () => {
    const userId = newId();
    const days = [3, 40, 10];
    for (const day of days) {
      const startsAt = new Date(Date.now() + day * 86_400_000).toISOString();
      const endsAt = new Date(Date.now() + (day + 0.2) * 86_400_000).toISOString();
      const event = await app.givenEvent({ name: `In ${day}`, startsAt, endsAt });
      await app.givenType(event);
      await app.givenPaidOrder(event, { userId });
    }
    const holder = app.as('customer', userId);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await app.http.get(`/api/tickets?limit=1${cursor}`).set(holder).expect(200);
      seen.push(...body.items.map((ticket: TicketAnswer) => `${ticket.event.name} ${ticket.ordinal}`));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    expect(seen).toEqual(['In 40 0', 'In 40 1', 'In 10 0', 'In 10 1', 'In 3 0', 'In 3 1']);
    const [latest] = (await app.http.get('/api/tickets').set(holder).expect(200)).body.items;
    expect(await list(holder, `?orderId=${latest.orderId}`)).toHaveLength(2);
    expect(await list(holder, `?eventId=${latest.eventId}`)).toHaveLength(2);
    expect(await list(holder, `?eventId=${newId()}`)).toHaveLength(0);
  });

  test.each([
    ['cursor', '?cursor=nonsense'],
    ['limit', '?limit=0'],
    ['orderId', '?orderId=$ne'],
    ['eventId', '?eventId=a&eventId=b'],
  ])('When %s is wrong in %s, then it is a 400 that names it', async (field, query) => {
    const answer = await app.http.get(`/api/tickets${query}`).set(app.as('customer')).expect(400);
    expect(answer.body.errors).toEqual([expect.objectContaining({ field, code: 'field-invalid' })]);
  });
});
