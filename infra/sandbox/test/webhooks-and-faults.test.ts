import {
  portOf,
  postJson,
  price,
  refusal,
  startSandbox,
  startShop,
  stripeAt,
  webhookSecret,
  type RunningSandbox,
  type Shop,
} from './support.ts';

let shop: Shop;
let running: RunningSandbox;
beforeEach(async () => {
  shop = await startShop();
  running = await startSandbox({ webhooks: { urls: [shop.url], secret: webhookSecret } });
});
afterEach(async () => {
  await running.close();
  await shop.close();
});

const pay = (payment_method = 'pm_card_visa') =>
  running.stripe.paymentIntents.create({
    ...price,
    payment_method,
    confirm: true,
    metadata: { orderId: 'o-1' },
  });
const typesReceived = () => shop.received.map(({ type }) => type);
const redeliver = (body: object = {}) => postJson(`${running.url}/_sandbox/webhooks/redeliver`, body);

describe('webhooks', () => {
  test('A payment and its refund arrive signed, with the object as it was', async () => {
    const { id } = await pay();
    await running.stripe.refunds.create({ payment_intent: id });
    const [succeeded] = await shop.until('payment_intent.succeeded');
    expect(succeeded).toMatchObject({
      object: 'event',
      api_version: '2026-10-28.endive',
      livemode: false,
      data: { object: { id, status: 'succeeded', amount: 5000, metadata: { orderId: 'o-1' } } },
    });
    await Promise.all(
      ['payment_intent.created', 'charge.succeeded', 'charge.refunded', 'refund.created'].map((type) =>
        shop.until(type),
      ),
    );
  });

  test('Declines, cancellations, 3-D Secure and disputes are announced', async () => {
    await refusal(pay('pm_card_chargeDeclined'));
    await pay('pm_card_authenticationRequired');
    await pay('pm_card_createDispute');
    const { id } = await running.stripe.paymentIntents.create(price);
    await running.stripe.paymentIntents.cancel(id);
    await Promise.all(
      [
        'charge.failed',
        'payment_intent.payment_failed',
        'payment_intent.requires_action',
        'charge.dispute.created',
        'payment_intent.canceled',
      ].map((type) => shop.until(type)),
    );
  });

  test('A webhook that is not answered 2xx comes again, with the same event id', async () => {
    shop.answerWith(500, 302);
    await running.stripe.paymentIntents.create(price);
    const events = await shop.until('payment_intent.created', 3);
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
    const { data } = await running.stripe.events.list({ type: 'payment_intent.created' });
    expect(data).toHaveLength(1);
    expect(await running.stripe.events.retrieve(data[0]?.id ?? '')).toMatchObject({ object: 'event' });
  });

  test('Until the receiver answers, the event counts a pending webhook', async () => {
    await shop.close();
    await running.stripe.paymentIntents.create(price);
    const { data } = await running.stripe.events.list({ types: ['payment_intent.created'] });
    expect(data[0]?.pending_webhooks).toBe(1);
    shop = await startShop();
  });

  test('An endpoint made through the API gets only what it asked for, signed with its own secret', async () => {
    const made = await running.stripe.webhookEndpoints.create({
      url: `${shop.url}?second`,
      enabled_events: ['payment_intent.canceled'],
    });
    expect(made.secret).toMatch(/^whsec_/);
    expect(await running.stripe.webhookEndpoints.retrieve(made.id)).not.toHaveProperty('secret');
    expect((await running.stripe.webhookEndpoints.list()).data).toHaveLength(2);
    await running.stripe.paymentIntents.create(price);
    const [event] = (await running.stripe.events.list()).data;
    const ledger = running.sandbox.ledger().events.find(({ id }) => id === event?.id);
    expect(ledger?.deliveries.map(({ endpointId }) => endpointId)).toEqual(['we_configured0']);
    expect(await running.stripe.webhookEndpoints.del(made.id)).toMatchObject({ deleted: true });
  });
});

describe('faults', () => {
  test('Lost webhooks never arrive, until they are sent again', async () => {
    await running.faults({ loseWebhooks: true });
    await pay();
    await running.stripe.events.list();
    await running.faults({ loseWebhooks: false, duplicateWebhooks: 1 });
    const { id } = await running.stripe.paymentIntents.create(price);
    await running.stripe.paymentIntents.cancel(id);
    await shop.until('payment_intent.canceled');
    expect(typesReceived()).not.toContain('payment_intent.succeeded');
    expect(await (await redeliver()).json()).toEqual({ redelivered: 3 });
    await shop.until('payment_intent.succeeded');
  });

  test('The number of lost webhooks counts down', async () => {
    await running.faults({ loseWebhooks: 1 });
    await running.stripe.paymentIntents.create(price);
    const { id } = await running.stripe.paymentIntents.create(price);
    const [event] = await shop.until('payment_intent.created');
    expect(event?.data.object).toMatchObject({ id });
  });

  test('Doubled webhooks arrive as often as asked', async () => {
    await running.faults({ duplicateWebhooks: 5 });
    await running.stripe.paymentIntents.create(price);
    const events = await shop.until('payment_intent.created', 5);
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
  });

  test('Reordered webhooks arrive newest first', async () => {
    await running.faults({ reorderWebhooks: 150 });
    await pay();
    await shop.until('payment_intent.created');
    expect(typesReceived()).toEqual([
      'payment_intent.succeeded',
      'charge.succeeded',
      'payment_intent.created',
    ]);
  });

  test('Delayed webhooks arrive late', async () => {
    await running.faults({ delayWebhooksMs: 250 });
    const before = Date.now();
    await running.stripe.paymentIntents.create(price);
    await shop.until('payment_intent.created');
    expect(Date.now() - before).toBeGreaterThanOrEqual(240);
  });

  test('One event is sent again when asked, an unknown one is refused', async () => {
    await pay();
    const [event] = await shop.until('payment_intent.succeeded');
    await redeliver({ eventId: event?.id });
    await shop.until('payment_intent.succeeded', 2);
    expect((await redeliver({ eventId: 'evt_no' })).status).toBe(400);
  });

  test.each([429, 500, 502])('%i is answered as often as asked, and nothing is done', async (status) => {
    await running.faults({ failRequests: { status, count: 2, pathPrefix: '/v1/payment_intents' } });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(await refusal(running.stripe.paymentIntents.create(price))).toMatchObject({
        statusCode: status,
      });
    }
    expect((await running.stripe.paymentIntents.list()).data).toHaveLength(0);
    expect(await running.stripe.paymentIntents.create(price)).toMatchObject({
      status: 'requires_payment_method',
    });
  });

  test('An SDK that may retry gets over a short outage by itself', async () => {
    await running.faults({ failRequests: { status: 502, count: 1 } });
    const patient = stripeAt(portOf(running.url), { maxNetworkRetries: 2 });
    expect(await patient.paymentIntents.create(price)).toMatchObject({ status: 'requires_payment_method' });
  });

  test('A gateway’s own JSON can stand in for the answer', async () => {
    await running.faults({ failRequests: { status: 502, jsonBody: { message: 'bad gateway' } } });
    const response = await fetch(`${running.url}/v1/account`);
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({ message: 'bad gateway' });
  });

  test('After a timeout the work is done, and the same key finds its answer', async () => {
    await running.faults({ timeoutAfterSuccess: { count: 1, pathPrefix: '/v1/payment_intents' } });
    const params = { ...price, payment_method: 'pm_card_visa', confirm: true };
    const hasty = stripeAt(portOf(running.url), { timeout: 150 });
    const lost = await refusal(hasty.paymentIntents.create(params, { idempotencyKey: 'pay-1' }));
    expect(lost.type).toBe('StripeConnectionError');
    const found = await running.stripe.paymentIntents.create(params, { idempotencyKey: 'pay-1' });
    expect(found.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(running.sandbox.ledger().charges).toHaveLength(1);
  });

  test('A connection that drops after the work is mended by the SDK, which asks again with its key', async () => {
    await running.faults({ timeoutAfterSuccess: { holdMs: 20 } });
    const paid = await pay();
    expect(paid.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(running.sandbox.ledger().charges).toHaveLength(1);
  });

  test('Unknown faults are refused; DELETE ends them all', async () => {
    expect((await running.faults({ burnDown: true })).status).toBe(400);
    await running.faults({ loseWebhooks: true, delayWebhooksMs: 10 });
    expect((await fetch(`${running.url}/_sandbox/faults`, { method: 'DELETE' })).status).toBe(204);
    expect(await (await fetch(`${running.url}/_sandbox/faults`)).json()).toEqual({});
  });

  test('The ledger shows every object and each event’s deliveries', async () => {
    await pay();
    await shop.until('payment_intent.succeeded');
    const ledger = (await (await fetch(`${running.url}/_sandbox/ledger`)).json()) as ReturnType<
      RunningSandbox['sandbox']['ledger']
    >;
    expect(ledger.paymentIntents).toHaveLength(1);
    expect(ledger.charges).toHaveLength(1);
    expect(ledger.events).toHaveLength(3);
    expect(ledger.events[0]?.deliveries).toHaveLength(1);
    expect(JSON.stringify(ledger)).not.toContain(webhookSecret);
  });
});
