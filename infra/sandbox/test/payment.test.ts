import type Stripe from 'stripe';
import StripeSdk from 'stripe';
import { apiVersion } from '../src/index.ts';
import { postForm, price, refusal, startSandbox, type RunningSandbox } from './support.ts';

let running: RunningSandbox;
let stripe: Stripe;
beforeAll(async () => {
  running = await startSandbox();
  stripe = running.stripe;
});
afterAll(() => running.close());

const payWith = (payment_method: string, more: object = {}) =>
  stripe.paymentIntents.create({ ...price, payment_method, confirm: true, ...more });

test('The sandbox answers in the version that the SDK speaks', () => {
  expect(stripe.getApiField('version')).toBe(apiVersion);
});

test('A payment is created, confirmed by the browser with its client secret, and read with its charge', async () => {
  const created = await stripe.paymentIntents.create({
    ...price,
    automatic_payment_methods: { enabled: true },
    metadata: { orderId: 'o-1' },
  });
  expect(created).toMatchObject({
    object: 'payment_intent',
    status: 'requires_payment_method',
    metadata: { orderId: 'o-1' },
  });

  const response = await postForm(`${running.url}/v1/payment_intents/${created.id}/confirm`, {
    key: 'pk_test_turnout',
    client_secret: created.client_secret ?? '',
    payment_method: 'pm_card_visa',
  });
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const seenByPayer = (await response.json()) as object;
  expect(seenByPayer).toMatchObject({ id: created.id, status: 'succeeded' });
  expect(seenByPayer).not.toHaveProperty('metadata');

  const paid = await stripe.paymentIntents.retrieve(created.id, {
    expand: ['latest_charge', 'payment_method'],
  });
  expect(paid).toMatchObject({
    status: 'succeeded',
    amount_received: 5000,
    latest_charge: {
      paid: true,
      status: 'succeeded',
      outcome: { type: 'authorized' },
      payment_method_details: { card: { brand: 'visa', last4: '4242' } },
    },
    payment_method: { card: { brand: 'visa' } },
  });
});

test('A bare client secret is enough to confirm, another one is not', async () => {
  const { id, client_secret } = await stripe.paymentIntents.create(price);
  const confirmUrl = `${running.url}/v1/payment_intents/${id}/confirm`;
  const wrong = await postForm(confirmUrl, {
    client_secret: `${client_secret}x`,
    payment_method: 'pm_card_visa',
  });
  expect(wrong.status).toBe(400);
  const right = await postForm(confirmUrl, {
    client_secret: client_secret ?? '',
    payment_method: 'pm_card_visa',
  });
  expect(await right.json()).toMatchObject({ status: 'succeeded' });
});

test('Without a key, with a wrong one, or with the publishable key on a server call, nothing is answered', async () => {
  const url = `${running.url}/v1/payment_intents`;
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: { authorization: 'Bearer sk_test_other' } })).status).toBe(401);
  expect((await fetch(url, { headers: { authorization: 'Bearer pk_test_turnout' } })).status).toBe(403);
  const basic = `Basic ${Buffer.from('sk_test_turnout:').toString('base64')}`;
  expect((await fetch(url, { headers: { authorization: basic } })).status).toBe(200);
});

test.each([
  ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', ''],
  ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', ''],
  ['pm_card_chargeDeclinedProcessingError', 'processing_error', ''],
])(
  '%s is declined with %s / %s, and another card can pay the same intent',
  async (card, code, declineCode) => {
    const { id } = await stripe.paymentIntents.create(price);
    const error = await refusal(stripe.paymentIntents.confirm(id, { payment_method: card }));
    expect(error).toBeInstanceOf(StripeSdk.errors.StripeCardError);
    expect(error).toMatchObject({ statusCode: 402, code, charge: expect.stringMatching(/^ch_/) });
    expect(error.decline_code).toBe(declineCode);
    expect(error.payment_intent).toMatchObject({ id, status: 'requires_payment_method' });

    const declined = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
    expect(declined.last_payment_error).toMatchObject({ code, charge: error.charge });
    expect(declined.latest_charge).toMatchObject({ id: error.charge, status: 'failed', paid: false });
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_mastercard' });
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
  },
);

const typed = (number: string, more: object = {}) =>
  ({
    payment_method_data: {
      type: 'card',
      card: { number, exp_month: 12, exp_year: new Date().getUTCFullYear() + 2, cvc: '123', ...more },
    },
  }) as unknown as Stripe.PaymentIntentConfirmParams;

test.each([
  ['4242 4242 4242 4242', {}, 'succeeded'],
  ['378282246310005', { cvc: '1234' }, 'succeeded'],
  ['4000000000000002', {}, 'card_declined'],
  ['4000000000009995', {}, 'card_declined'],
  ['4000002500003155', {}, 'requires_action'],
  ['4000000000000069', {}, 'expired_card'],
  ['4000000000000127', {}, 'incorrect_cvc'],
  ['4242424242424241', {}, 'incorrect_number'],
  ['4242', {}, 'invalid_number'],
  ['4242424242424242', { exp_year: 2019 }, 'invalid_expiry_year'],
  ['4242424242424242', { exp_month: 13 }, 'invalid_expiry_month'],
  ['4242424242424242', { cvc: '12' }, 'invalid_cvc'],
  ['4111111111111111', {}, 'card_declined'],
])('The typed card %s %j ends in %s', async (number, more, expected) => {
  const { id } = await stripe.paymentIntents.create(price);
  const result = await stripe.paymentIntents.confirm(id, typed(number, more)).then(
    (intent) => intent.status,
    (error: Stripe.errors.StripeError) => error.code,
  );
  expect(result).toBe(expected);
});

test('No card number is kept', () => {
  const ledger = JSON.stringify(running.sandbox.ledger());
  expect(ledger).not.toContain('4242424242424242');
  expect(ledger).not.toContain('4000000000000002');
});

const openPage = async () => {
  const intent = await payWith('pm_card_threeDSecure2Required', {
    return_url: 'https://shop.example/orders/1?tab=pay',
  });
  expect(intent).toMatchObject({ status: 'requires_action', latest_charge: null });
  return { id: intent.id, url: intent.next_action?.redirect_to_url?.url ?? '' };
};

describe('3-D Secure', () => {
  test('When the payer completes it, then the payment succeeds and the shop is told', async () => {
    const { id, url } = await openPage();
    const shown = await (await fetch(url)).text();
    expect(shown).toContain('Complete authentication');
    expect(shown).toContain('€50.00');
    const answer = await postForm(url, { result: 'complete' });
    expect(answer.status).toBe(303);
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe('https://shop.example/orders/1');
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      tab: 'pay',
      payment_intent: id,
      redirect_status: 'succeeded',
    });
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'succeeded',
      next_action: null,
    });
    expect((await postForm(url, { result: 'fail' })).status).toBe(409);
  });

  test('When the payer fails it, then the intent asks for another card', async () => {
    const { id, url } = await openPage();
    const answer = await postForm(url, { result: 'fail' });
    expect(answer.headers.get('location')).toContain('redirect_status=failed');
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
  });

  test('Without the client secret the page shows nothing', async () => {
    const { url } = await openPage();
    expect((await fetch(url.replace(/secret=.*/, 'secret=guess'))).status).toBe(404);
  });
});

describe('transitions', () => {
  test('A paid intent can be neither canceled nor confirmed again, and the error carries it', async () => {
    const { id } = await payWith('pm_card_visa');
    for (const call of [stripe.paymentIntents.cancel(id), stripe.paymentIntents.confirm(id)]) {
      const error = await refusal(call);
      expect(error).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
      expect(error.payment_intent).toMatchObject({ id, status: 'succeeded' });
    }
  });

  test('A canceled intent takes no payment', async () => {
    const { id } = await stripe.paymentIntents.create(price);
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    const error = await refusal(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }));
    expect(error.code).toBe('payment_intent_unexpected_state');
  });

  test('Amount and metadata of an open intent change; an empty value removes its key', async () => {
    const { id } = await stripe.paymentIntents.create({ ...price, metadata: { orderId: 'o', note: 'n' } });
    const updated = await stripe.paymentIntents.update(id, {
      amount: 6000,
      metadata: { note: '', seat: '7' },
    });
    expect(updated).toMatchObject({ amount: 6000, metadata: { orderId: 'o', seat: '7' } });
    expect(updated.metadata).not.toHaveProperty('note');
  });

  test('Confirming without any card is refused', async () => {
    const { id } = await stripe.paymentIntents.create(price);
    expect((await refusal(stripe.paymentIntents.confirm(id))).message).toContain('missing a payment method');
  });
});

test.each([
  [{ amount: 20, currency: 'eur' }, 'amount_too_small', 'amount'],
  [{ amount: 10.5, currency: 'eur' }, 'parameter_invalid_integer', 'amount'],
  [{ amount: 0, currency: 'eur' }, 'parameter_invalid_integer', 'amount'],
  [{ amount: 100_000_000, currency: 'eur' }, 'amount_too_large', 'amount'],
  [{ amount: 5000, currency: 'EUR' }, undefined, 'currency'],
  [{ amount: 5000 }, 'parameter_missing', 'currency'],
  [{ ...price, colour: 'red' }, 'parameter_unknown', 'colour'],
  [{ ...price, metadata: { orderId: 'x'.repeat(501) } }, undefined, 'metadata[orderId]'],
  [{ ...price, payment_method: 'pm_card_unheard' }, 'resource_missing', 'payment_method'],
  [{ ...price, expand: ['colour'] }, undefined, 'expand'],
])('Creating with %j is refused with %s on %s', async (params, code, param) => {
  const error = await refusal(stripe.paymentIntents.create(params as Stripe.PaymentIntentCreateParams));
  expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', param });
  expect(error.code).toBe(code);
  expect(error.requestId).toMatch(/^req_/);
});

test('Lists come newest first, in pages, and by time', async () => {
  let nowMs = Date.UTC(2026, 0, 1);
  const own = await startSandbox({ nowMs: () => nowMs });
  const ids: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    ids.unshift((await own.stripe.paymentIntents.create(price)).id);
    nowMs += 1000;
  }
  const first = await own.stripe.paymentIntents.list({ limit: 2 });
  expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/payment_intents' });
  expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const next = await own.stripe.paymentIntents.list({ limit: 3, starting_after: ids[1] ?? '' });
  expect(next.has_more).toBe(false);
  expect(next.data.map(({ id }) => id)).toEqual(ids.slice(2));
  const since = await own.stripe.paymentIntents.list({ created: { gte: Date.UTC(2026, 0, 1) / 1000 + 3 } });
  expect(since.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const all = await own.stripe.paymentIntents.list({ limit: 2 }).autoPagingToArray({ limit: 10 });
  expect(all).toHaveLength(5);
  const error = await refusal(own.stripe.paymentIntents.list({ starting_after: 'pi_unknown' }));
  expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing' });
  await own.close();
});

test('A JSON body, an unknown route and an unknown id are refused in Stripe’s shape', async () => {
  const authorization = 'Bearer sk_test_turnout';
  const json = await fetch(`${running.url}/v1/payment_intents`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(json.status).toBe(400);
  const unknown = await fetch(`${running.url}/v1/customers`, { headers: { authorization } });
  expect(unknown.status).toBe(404);
  expect(await unknown.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  expect(await refusal(stripe.paymentIntents.retrieve('pi_no'))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
  });
});

test('The account, the home page and the health checks answer', async () => {
  expect(await stripe.accounts.retrieveCurrent()).toMatchObject({ object: 'account', charges_enabled: true });
  const home = await (await fetch(running.url)).text();
  expect(home).toContain('4242 4242 4242 4242');
  expect(home).not.toContain('sk_test_turnout');
  expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
});
