// The gateway contract on every provider that can be had here, and the gateway's own answers to a provider that fails.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { eventually } from '@turnout/common/testing';
import { createSandbox } from '@turnout/sandbox';
import type { GatewayErrorKind } from '../src/domain/ports.ts';
import { createStripe, createStripeGateway } from '../src/gateway/stripe-gateway.ts';
import { gatewayContract, wanted } from './gateway-contract.ts';
import { listen } from './stand.ts';

gatewayContract('the sandbox', async () => {
  const sandbox = await createSandbox();
  const server = await listen(sandbox.app);
  const stripe = createStripe({ secretKey: 'sk_test_turnout', apiBase: server.url });
  const close = async () => {
    await server.close();
    await sandbox.close();
  };
  return { stripe, gateway: createStripeGateway(stripe), close };
});

const testKey = process.env['STRIPE_TEST_SECRET_KEY'];
if (testKey) {
  gatewayContract('Stripe', async () => {
    const stripe = createStripe({ secretKey: testKey, apiBase: null });
    return { stripe, gateway: createStripeGateway(stripe), close: async () => undefined };
  });
} else test.skip('The gateway on Stripe (not run: STRIPE_TEST_SECRET_KEY is not set)', () => undefined);

const folders = [
  ...(process.env['PATH'] ?? '').split(delimiter),
  join(homedir(), 'go/bin'),
  join(process.cwd(), '.servers/bin'),
];
const stripeMock = folders.map((folder) => join(folder, 'stripe-mock')).find((file) => existsSync(file));
const describeMock = stripeMock ? describe : describe.skip;
const why = stripeMock ? '' : ' (not run: no stripe-mock on PATH, in ~/go/bin or .servers/bin)';

describeMock(`Every request has the shape that Stripe’s own schema asks for${why}`, () => {
  let mock: ChildProcess;
  let apiBase = '';
  beforeAll(async () => {
    const free = await listen(() => undefined);
    await free.close();
    apiBase = free.url;
    mock = spawn(stripeMock ?? '', ['-http-port', new URL(apiBase).port], { stdio: 'ignore' });
    // It reads the whole schema of Stripe first, which takes its time on a busy machine.
    await eventually(() => fetch(apiBase), 55_000);
  }, 60_000);
  afterAll(() => void mock.kill());

  test('start, retrieve, cancel, refund and both lists', async () => {
    const gateway = createStripeGateway(createStripe({ secretKey: 'sk_test_mock', apiBase }));
    const { intentId } = await gateway.start(wanted());
    expect(intentId).toMatch(/^pi_/);
    expect((await gateway.retrieve(intentId)).intentId).toMatch(/^pi_/);
    expect((await gateway.cancel(intentId)).intentId).toMatch(/^pi_/);
    const refund = { intentId, refundId: 'r1', amountCents: 100 };
    expect(await gateway.refund(refund)).toMatchObject({ amountCents: expect.any(Number) });
    expect(Array.isArray(await gateway.listRefunds(intentId))).toBe(true);
    for await (const page of gateway.listIntents(new Date())) {
      expect(page.length).toBeGreaterThan(0);
      break;
    }
  });
});

describe('When the provider fails', () => {
  const answers: [
    name: string,
    status: number,
    body: string,
    learns: { kind: GatewayErrorKind; keySpent: boolean },
  ][] = [
    [
      '500 with an error',
      500,
      '{"error":{"type":"api_error","message":"oops"}}',
      { kind: 'unavailable', keySpent: true },
    ],
    [
      '429',
      429,
      '{"error":{"type":"invalid_request_error","code":"rate_limit","message":"slow"}}',
      { kind: 'unavailable', keySpent: false },
    ],
    [
      '401',
      401,
      '{"error":{"type":"invalid_request_error","message":"bad key"}}',
      { kind: 'unavailable', keySpent: false },
    ],
    [
      '400',
      400,
      '{"error":{"type":"invalid_request_error","message":"no"}}',
      { kind: 'refused', keySpent: false },
    ],
    ['JSON 502 without an error', 502, '{"message":"bad gateway"}', { kind: 'unavailable', keySpent: false }],
    [
      '200 with something else',
      200,
      '{"object":"charge","id":"ch_1"}',
      { kind: 'unavailable', keySpent: false },
    ],
    ['an HTML page', 502, '<html>bad gateway</html>', { kind: 'unavailable', keySpent: false }],
    ['an empty list without a name', 200, '{"data":[]}', { kind: 'unavailable', keySpent: false }],
    ['JSON null', 200, 'null', { kind: 'unavailable', keySpent: false }],
  ];
  test.each(answers)('with %s, then the caller learns just enough', async (_name, status, body, learns) => {
    const server = await listen(
      (_request, response) =>
        void response.writeHead(status, { 'content-type': 'application/json' }).end(body),
    );
    const gateway = createStripeGateway(
      createStripe({ secretKey: 'sk_test_x', apiBase: server.url, maxNetworkRetries: 0 }),
    );
    await expect(gateway.start(wanted())).rejects.toMatchObject({ name: 'GatewayError', ...learns });
    await expect(gateway.listRefunds('pi_1')).rejects.toMatchObject({
      name: 'GatewayError',
      kind: learns.kind,
    });
    await server.close();
  });

  test('by not answering, then the call ends after its limit', async () => {
    const server = await listen(() => undefined);
    const stripe = createStripe({
      secretKey: 'sk_test_x',
      apiBase: server.url,
      timeoutMs: 100,
      maxNetworkRetries: 0,
    });
    await expect(createStripeGateway(stripe).retrieve('pi_1')).rejects.toMatchObject({
      kind: 'unavailable',
      keySpent: false,
    });
    await server.close();
  });
});
